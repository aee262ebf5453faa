//! Typed settings: one file a section, the embedded defaults are the reference.
