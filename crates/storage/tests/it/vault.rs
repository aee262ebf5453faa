//! Sealed secrets: bound to their place, shared by nodes, wrapped anew.

use aldaba_storage::{Error, Kek, KeyRing, Place, Rotated, Vault};
use domain::{DoorId, MetaAppId, OrganizationId, Time};
use testkit::Database;

const NOW: Time = Time::from_seconds(1_795_000_000);

fn ring(id: &str, fill: u8) -> KeyRing {
    KeyRing::new(Kek::new(id, [fill; 32]), Vec::new())
}

#[tokio::test]
async fn a_secret_opens_in_its_own_place_alone() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let vault = Vault::new(ring("k1", 1));
    let organization = OrganizationId::new();
    let place = Place::door_token(organization, DoorId::new());
    let sealed = vault.seal(&store, &place, NOW, b"EAAG").await.unwrap();
    assert_eq!(
        vault
            .open_text(&store, &place, &sealed)
            .await
            .unwrap()
            .as_str(),
        "EAAG"
    );
    let other = Place::door_token(organization, DoorId::new());
    assert!(matches!(
        vault.open(&store, &other, &sealed).await,
        Err(Error::Corrupt { what: "secret", .. })
    ));
}

#[tokio::test]
async fn another_organization_s_key_opens_nothing() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let vault = Vault::new(ring("k1", 1));
    let app = MetaAppId::new();
    let ours = Place::meta_app_secret(Some(OrganizationId::new()), app);
    let theirs = Place::meta_app_secret(None, app);
    let sealed = vault.seal(&store, &ours, NOW, b"secret").await.unwrap();
    assert!(vault.open(&store, &theirs, &sealed).await.is_err());
    vault.seal(&store, &theirs, NOW, b"other").await.unwrap();
    assert!(vault.open(&store, &theirs, &sealed).await.is_err());
}

#[tokio::test]
async fn nodes_that_start_together_share_one_data_key() {
    let database = Database::fresh().await;
    let (one, two) = (database.open().await, database.open().await);
    let vaults = [Vault::new(ring("k1", 1)), Vault::new(ring("k1", 1))];
    let place = Place::door_token(OrganizationId::new(), DoorId::new());
    let (first, second) = tokio::join!(
        vaults[0].seal(&one, &place, NOW, b"first"),
        vaults[1].seal(&two, &place, NOW, b"second"),
    );
    assert_eq!(
        vaults[1]
            .open(&two, &place, &first.unwrap())
            .await
            .unwrap()
            .as_slice(),
        b"first"
    );
    assert_eq!(
        vaults[0]
            .open(&one, &place, &second.unwrap())
            .await
            .unwrap()
            .as_slice(),
        b"second"
    );
}

#[tokio::test]
async fn after_a_rotation_the_old_key_is_not_needed() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let old = Vault::new(ring("k1", 1));
    let ours = Place::door_token(OrganizationId::new(), DoorId::new());
    let installation = Place::meta_app_secret(None, MetaAppId::new());
    let sealed = old.seal(&store, &ours, NOW, b"EAAG").await.unwrap();
    old.seal(&store, &installation, NOW, b"secret")
        .await
        .unwrap();

    let both = KeyRing::new(Kek::new("k2", [2; 32]), vec![Kek::new("k1", [1; 32])]);
    let rotated = Vault::new(both.clone()).rotate(&store, NOW).await.unwrap();
    assert_eq!(
        rotated,
        Rotated {
            rewrapped: 2,
            untouched: 0
        }
    );
    let again = Vault::new(both).rotate(&store, NOW).await.unwrap();
    assert_eq!(
        again,
        Rotated {
            rewrapped: 0,
            untouched: 2
        }
    );

    let new = Vault::new(ring("k2", 2));
    assert_eq!(
        new.open(&store, &ours, &sealed).await.unwrap().as_slice(),
        b"EAAG"
    );
    let stale = Vault::new(ring("k1", 1));
    assert!(matches!(
        stale.open(&store, &ours, &sealed).await,
        Err(Error::UnknownKey { id }) if id == "k2"
    ));
}

#[tokio::test]
async fn a_rotation_without_the_old_key_changes_nothing() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let place = Place::door_token(OrganizationId::new(), DoorId::new());
    let vault = Vault::new(ring("k1", 1));
    let sealed = vault.seal(&store, &place, NOW, b"EAAG").await.unwrap();
    assert!(Vault::new(ring("k2", 2)).rotate(&store, NOW).await.is_err());
    let fresh = Vault::new(ring("k1", 1));
    assert_eq!(
        fresh
            .open(&store, &place, &sealed)
            .await
            .unwrap()
            .as_slice(),
        b"EAAG"
    );
}
