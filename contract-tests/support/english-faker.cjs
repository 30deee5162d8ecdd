const faker = require("@faker-js/faker/locale/en");

// What scripts/toolkit/prism/english-faker.cjs puts in the place of the whole outside of Jest.
module.exports = { faker, default: faker };
