//! The passphrase of a backup's keys, where no file names it. It is no setting: it stands nowhere.

const VARIABLE: &str = "ALDABA_BACKUP_PASSPHRASE";

/// The passphrase that the environment gives.
#[expect(
    clippy::disallowed_methods,
    reason = "this crate is the one that reads the environment"
)]
pub fn backup_passphrase() -> Option<String> {
    std::env::var(VARIABLE)
        .ok()
        .filter(|passphrase| !passphrase.is_empty())
}
