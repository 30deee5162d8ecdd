// Prism makes up what has no example with faker, whose words in fifty languages take half of the time that Prism needs to
// start. English does. To be loaded before Prism.
const { createRequire, Module } = require("node:module");

const prism = createRequire(require.resolve("@stoplight/prism-http/package.json"));
const all = prism.resolve("@faker-js/faker");
const english = new Module(all);
const faker = prism("@faker-js/faker/locale/en");
english.exports = { faker, default: faker };
english.loaded = true;
require.cache[all] = english;
