//! `aldaba openapi`: the API's document.

pub(super) fn run() -> anyhow::Result<()> {
    println!("{}", web_server::openapi().to_pretty_json()?);
    Ok(())
}
