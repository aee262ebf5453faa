//! Signing in, one's own account, and its sessions.

mod links;
mod me;
mod sessions;
mod set_up;
mod sign_in;
