//! People: found where they belong, and nowhere else; what may happen once happens once.

use aldaba_storage::system::{Link, OpenedInvitation, PasswordHash, Session, User};
use aldaba_storage::{
    ApiToken, Error, EventPage, Invitation, NewEvent, NewMember, Organization, Store, TokenHash,
};
use domain::{
    Actor, ApiTokenId, Email, EventKind, InvitationId, LinkId, LinkKind, Locale, MemberId,
    MemberState, OrganizationId, Origin, Permission, Role, SessionId, Time, UserId,
};
use testkit::Database;

const NOW: Time = Time::from_seconds(1_795_000_000);
const LATER: Time = Time::from_seconds(1_795_003_600);

fn organization(name: &str) -> Organization {
    Organization {
        id: OrganizationId::new(),
        name: name.to_owned(),
        country: "MX".parse().unwrap(),
        time_zone: "America/Mexico_City".parse().unwrap(),
        locale: Locale::Es,
        created_at: NOW,
    }
}

fn user(name: &str) -> User {
    User {
        id: UserId::new(),
        email: Email::parse(&format!("{name}@talavera.example")).unwrap(),
        name: name.to_owned(),
        locale: Locale::Pt,
        password: Some(PasswordHash::new("$argon2id$…".to_owned())),
        operator: false,
        created_at: NOW,
    }
}

/// An organization with one member of each role given.
async fn found(
    store: &Store,
    name: &str,
    people: &[(&User, Role)],
) -> (OrganizationId, Vec<MemberId>) {
    let organization = organization(name);
    let mut tx = store.system().await.unwrap();
    tx.insert_organization(&organization).await.unwrap();
    for (user, _) in people {
        if tx.users().find(user.id).await.unwrap().is_none() {
            tx.users().insert(user).await.unwrap();
        }
    }
    let mut tx = tx.enter(organization.id).await.unwrap();
    let mut members = Vec::new();
    for (user, role) in people {
        let member = NewMember {
            id: MemberId::new(),
            user: user.id,
            role: *role,
            created_at: NOW,
        };
        tx.members().insert(&member).await.unwrap();
        members.push(member.id);
    }
    tx.commit().await.unwrap();
    (organization.id, members)
}

#[tokio::test]
async fn an_organization_shows_its_own_members_and_no_others() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let (ines, bruno) = (user("ines"), user("bruno"));
    let (talavera, ours) = found(&store, "Talavera", &[(&ines, Role::Owner)]).await;
    let (azul, theirs) = found(
        &store,
        "Azul",
        &[(&bruno, Role::Owner), (&ines, Role::Agent)],
    )
    .await;

    let mut tx = store.read(talavera).await.unwrap();
    let members = tx.members().list().await.unwrap();
    assert_eq!(members.len(), 1);
    assert_eq!(
        (members[0].id, members[0].email.clone()),
        (ours[0], ines.email.clone())
    );
    assert!(tx.members().find(theirs[0]).await.unwrap().is_none());
    assert!(tx.members().find_by_user(bruno.id).await.unwrap().is_none());
    assert_eq!(tx.organizations().get().await.unwrap().id, talavera);

    let mut tx = store.begin(azul).await.unwrap();
    let mut stranger = members[0].clone();
    stranger.role = Role::Agent;
    tx.members().update(&stranger).await.unwrap();
    tx.commit().await.unwrap();
    let kept = store
        .read(talavera)
        .await
        .unwrap()
        .members()
        .get(ours[0])
        .await
        .unwrap();
    assert_eq!(kept.role, Role::Owner);
}

#[tokio::test]
async fn memberships_name_the_organizations_in_which_one_is_active() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let ines = user("ines");
    let (talavera, members) = found(&store, "Talavera", &[(&ines, Role::Owner)]).await;
    let (azul, _) = found(&store, "Azul", &[(&ines, Role::Supervisor)]).await;
    let list = async || {
        let mut tx = store.system_read().await.unwrap();
        let list = tx.users().list_memberships(ines.id).await.unwrap();
        list.into_iter()
            .map(|one| (one.organization.id, one.role))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        list().await,
        [(talavera, Role::Owner), (azul, Role::Supervisor)]
    );

    let mut tx = store.begin(talavera).await.unwrap();
    let mut member = tx.members().get(members[0]).await.unwrap();
    member.state = MemberState::Disabled;
    tx.members().update(&member).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(list().await, [(azul, Role::Supervisor)]);
}

#[tokio::test]
async fn of_two_owners_who_leave_at_once_the_second_sees_that_the_first_left() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let (ines, bruno) = (user("ines"), user("bruno"));
    let people = [(&ines, Role::Owner), (&bruno, Role::Owner)];
    let (talavera, members) = found(&store, "Talavera", &people).await;

    let leave = async |member: MemberId| {
        let mut tx = store.begin(talavera).await.unwrap();
        let mut leaving = tx.members().get(member).await.unwrap();
        let owners = tx.members().lock_owners().await.unwrap();
        leaving.role = Role::Admin;
        tx.members().update(&leaving).await.unwrap();
        tx.commit().await.unwrap();
        owners.len()
    };
    let (one, other) = tokio::join!(leave(members[0]), leave(members[1]));
    assert_eq!([one.max(other), one.min(other)], [2, 1]);
}

#[tokio::test]
async fn an_e_mail_address_belongs_to_one_user() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let mut tx = store.system().await.unwrap();
    assert!(tx.users().is_empty().await.unwrap());
    let ines = user("ines");
    tx.users().insert(&ines).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.system().await.unwrap();
    let refused = tx
        .users()
        .insert(&User {
            id: UserId::new(),
            ..ines.clone()
        })
        .await;
    assert!(matches!(refused, Err(Error::Conflict(_))));
    drop(tx);
    let mut tx = store.system_read().await.unwrap();
    assert_eq!(
        tx.users().find_by_email(&ines.email).await.unwrap(),
        Some(ines)
    );
}

#[tokio::test]
async fn a_session_ends_when_it_expires_or_is_removed() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let (ines, bruno) = (user("ines"), user("bruno"));
    let mut tx = store.system().await.unwrap();
    tx.users().insert(&ines).await.unwrap();
    tx.users().insert(&bruno).await.unwrap();
    let session = Session {
        id: SessionId::new(),
        user: ines.id,
        user_agent: Some("Firefox".to_owned()),
        ip: None,
        created_at: NOW,
        last_seen_at: NOW,
        expires_at: LATER,
    };
    let token = TokenHash::of("secret");
    tx.sessions().insert(&session, &token).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.system().await.unwrap();
    let found = tx
        .sessions()
        .find_by_token(&token, NOW)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (found.session, found.user, found.locale),
        (session.id, ines.id, Locale::Pt)
    );
    assert!(
        tx.sessions()
            .find_by_token(&token, LATER)
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        tx.sessions()
            .find_by_token(&TokenHash::of("other"), NOW)
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(
        tx.sessions().list(ines.id, NOW).await.unwrap(),
        std::slice::from_ref(&session)
    );
    assert!(!tx.sessions().remove(bruno.id, session.id).await.unwrap());
    assert!(tx.sessions().remove(ines.id, session.id).await.unwrap());
    assert!(
        tx.sessions()
            .find_by_token(&token, NOW)
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn a_link_is_claimed_once() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let link = Link {
        id: LinkId::new(),
        kind: LinkKind::Setup,
        user: None,
        created_at: NOW,
        expires_at: LATER,
        used_at: None,
    };
    let mut tx = store.system().await.unwrap();
    tx.links()
        .insert(&link, &TokenHash::of("secret"))
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let claim = async |at: Time| {
        let mut tx = store.system().await.unwrap();
        let claimed = tx.links().claim(link.id, at).await.unwrap();
        tx.commit().await.unwrap();
        claimed
    };
    assert!(!claim(LATER).await);
    let (one, other) = tokio::join!(claim(NOW), claim(NOW));
    assert!(one ^ other);
    let mut tx = store.system_read().await.unwrap();
    let used = tx
        .links()
        .find_by_token(&TokenHash::of("secret"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(used.used_at, Some(NOW));
}

async fn open_it(store: &Store, token: &TokenHash) -> OpenedInvitation {
    let mut tx = store.system_read().await.unwrap();
    tx.find_invitation(token).await.unwrap().unwrap()
}

#[tokio::test]
async fn an_invitation_is_found_from_outside_and_claimed_once() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let ines = user("ines");
    let (talavera, members) = found(&store, "Talavera", &[(&ines, Role::Owner)]).await;
    let (azul, _) = found(&store, "Azul", &[(&ines, Role::Owner)]).await;
    let invitation = Invitation {
        id: InvitationId::new(),
        role: Role::Agent,
        email: Some(Email::parse("bruno@talavera.example").unwrap()),
        invited_by: Some(members[0]),
        created_at: NOW,
        expires_at: LATER,
    };
    let token = TokenHash::of("secret");
    let mut tx = store.begin(talavera).await.unwrap();
    tx.invitations().insert(&invitation, &token).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.read(azul).await.unwrap();
    assert!(tx.invitations().list().await.unwrap().is_empty());
    let opened = open_it(&store, &token).await;
    assert_eq!(
        (opened.organization, opened.organization_name.as_str()),
        (talavera, "Talavera")
    );
    assert_eq!(opened.invitation, invitation);

    let mut tx = store.begin(talavera).await.unwrap();
    assert_eq!(
        tx.invitations().list().await.unwrap(),
        std::slice::from_ref(&invitation)
    );
    assert!(tx.invitations().claim(invitation.id, NOW).await.unwrap());
    assert!(!tx.invitations().claim(invitation.id, NOW).await.unwrap());
    assert!(
        tx.invitations()
            .find(invitation.id)
            .await
            .unwrap()
            .is_none()
    );
    tx.commit().await.unwrap();
    let opened = open_it(&store, &token).await;
    assert_eq!(opened.accepted_at, Some(NOW));
}

#[tokio::test]
async fn a_removed_token_lets_nobody_in() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let ines = user("ines");
    let (talavera, _) = found(&store, "Talavera", &[(&ines, Role::Owner)]).await;
    let (azul, _) = found(&store, "Azul", &[(&ines, Role::Owner)]).await;
    let token = ApiToken {
        id: ApiTokenId::new(),
        name: "Tienda".to_owned(),
        scopes: vec![Permission::ConversationsRead, Permission::MessagesSend],
        quota_per_minute: 60,
        created_at: NOW,
        last_used_at: None,
    };
    let hash = TokenHash::of("aldaba_secret");
    let mut tx = store.begin(talavera).await.unwrap();
    tx.api_tokens().insert(&token, &hash).await.unwrap();
    tx.api_tokens()
        .update_last_used(token.id, LATER)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let find = async || {
        store
            .system_read()
            .await
            .unwrap()
            .find_api_token(&hash)
            .await
            .unwrap()
    };
    let owner = find().await.unwrap();
    assert_eq!(
        (owner.organization, owner.scopes),
        (talavera, token.scopes.clone())
    );
    assert_eq!(owner.last_used_at, Some(LATER));

    let mut tx = store.begin(azul).await.unwrap();
    tx.api_tokens().remove(token.id, NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert!(find().await.is_some());
    let mut tx = store.begin(talavera).await.unwrap();
    tx.api_tokens().remove(token.id, NOW).await.unwrap();
    assert!(tx.api_tokens().list().await.unwrap().is_empty());
    tx.commit().await.unwrap();
    assert!(find().await.is_none());
}

#[tokio::test]
async fn a_transaction_that_entered_an_organization_sees_no_other() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let ines = user("ines");
    let (talavera, _) = found(&store, "Talavera", &[(&ines, Role::Owner)]).await;
    let (azul, theirs) = found(&store, "Azul", &[(&ines, Role::Owner)]).await;
    let tx = store.system().await.unwrap();
    let mut tx = tx.enter(talavera).await.unwrap();
    assert!(tx.members().find(theirs[0]).await.unwrap().is_none());
    let mut changed = tx.organizations().get().await.unwrap();
    changed.name = "Talavera y Cía".to_owned();
    tx.organizations().update(&changed).await.unwrap();
    tx.commit().await.unwrap();
    let name = store
        .read(azul)
        .await
        .unwrap()
        .organizations()
        .get()
        .await
        .unwrap()
        .name;
    assert_eq!(name, "Azul");
}

#[tokio::test]
async fn a_change_of_the_installation_tells_every_organization_concerned() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let ines = user("ines");
    let (talavera, ours) = found(&store, "Talavera", &[(&ines, Role::Owner)]).await;
    let (azul, theirs) = found(&store, "Azul", &[(&ines, Role::Agent)]).await;
    let mut tx = store.system().await.unwrap();
    for (organization, member_id) in [(talavera, ours[0]), (azul, theirs[0])] {
        let event = NewEvent {
            at: NOW,
            actor: Actor::System,
            request_id: None,
            origin: Origin::Live,
            kind: EventKind::MemberUpdated { member_id },
        };
        let seq;
        (tx, seq) = tx.append_event(organization, event).await.unwrap();
        assert_eq!(seq, 1);
    }
    tx.commit().await.unwrap();
    for (organization, member_id) in [(talavera, ours[0]), (azul, theirs[0])] {
        let page = store
            .read(organization)
            .await
            .unwrap()
            .events_after(0, 10)
            .await
            .unwrap();
        let EventPage::Events(events) = page else {
            panic!("nothing was removed yet")
        };
        assert_eq!(events[0].kind, EventKind::MemberUpdated { member_id });
        assert_eq!(events.len(), 1);
    }
}
