/** Atlas's rules for migrating serverless instances, by the tier that they led to. */
const RULES: readonly { readonly tier: RegExp; readonly rule: string }[] = [
  { tier: /^M0$/, rule: "Atlas made it Free (M0), as it did with instances without revenue" },
  {
    tier: /^FLEX$/,
    rule: "Atlas made it Flex, as it did with instances of up to 5 GB, under 500 operations a second, and with neither continuous backup nor private endpoints",
  },
  {
    tier: /^M(?!0$|2$|5$)\d+/,
    rule: "Atlas made it dedicated, as it did with all others: at first M30 with 40 GB, M40 with 80 GB, M50 with 160 GB or M80 with 750 GB, scaled down after 2 to 3 days",
  },
];

/**
 * Says why Atlas migrated a serverless instance to this tier. The API does not say whether a cluster was serverless.
 *
 * @see https://www.mongodb.com/docs/atlas/flex-migration/
 */
export function formerServerless(tier: string): string | undefined {
  const rule = RULES.find((candidate) => candidate.tier.test(tier))?.rule;
  return rule && `Only if it was a serverless instance: ${rule}.`;
}
