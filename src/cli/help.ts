/** The common options, as `--help` prints them. */
export const COMMON_HELP = `  --projectId ID       the project (MONGODB_ATLAS_PROJECT_ID)
  --baseUrl URL        https://cloud.mongodb.com (MONGODB_ATLAS_BASE_URL)
  -P, --profile NAME   a profile of the Atlas CLI (MONGODB_ATLAS_PROFILE)
  -o, --output json    or --json: for programs
  -h, --help`;

/** Where credentials come from, as `--help` prints it. */
export const CREDENTIALS_HELP = `Credentials come from the environment, or else from the profile; never from
arguments. Set one of:
  MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET (service account)
  MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY (API key)
  ACCESS_TOKEN`;
