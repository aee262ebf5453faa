//! `aldaba user`: who may sign in, and links for those who can't.

use clap::Subcommand;
use config::Settings;
use domain::Email;
use services::people;

#[derive(Subcommand)]
pub(super) enum User {
    /// List everybody who may sign in
    List,
    /// Print a link that signs one person in, once
    Link {
        #[arg(value_name = "EMAIL")]
        email: Email,
    },
}

pub(super) async fn run(user: User, settings: Settings) -> anyhow::Result<()> {
    let env = super::env(settings).await?;
    match user {
        User::List => {
            for person in people::list_users(&env).await? {
                let places = person.memberships.iter();
                let places: Vec<String> = places
                    .map(|membership| {
                        format!("{} ({})", membership.organization.name, membership.role)
                    })
                    .collect();
                println!(
                    "{}\t{}\t{}",
                    person.user.email,
                    person.user.name,
                    places.join(", ")
                );
            }
        }
        User::Link { email } => println!("{}", people::create_sign_in_link(&env, &email).await?),
    }
    env.store.close().await;
    Ok(())
}
