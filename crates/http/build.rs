//! Builds again when the web app was built anew: `rust-embed` does not see new files by itself.

use std::path::Path;

fn main() {
    // A path that is missing counts as changed at every build, so watch what is there.
    let watched = ["../../web/dist", "../../web"];
    if let Some(folder) = watched
        .into_iter()
        .find(|folder| Path::new(folder).exists())
    {
        println!("cargo::rerun-if-changed={folder}");
    }
}
