//! TestApp, samples and a fixed clock, for tests only.
