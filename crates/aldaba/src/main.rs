//! The binary `aldaba`.

use std::process::ExitCode;

/// Many small allocations of many threads: this one keeps both time and memory down.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    aldaba::commands::main()
}
