//! Queues, Meta apps, lines and doors: kept as they were given, and seen by their organization alone.

use aldaba_storage::{Door, Error, Line, MetaApp, Organization, Queue, Store};
use domain::{
    DoorId, DoorKind, DoorProblem, DoorState, LineId, Locale, MetaAppId, OrganizationId,
    PhoneNumber, QueueId, ReopenPolicy, RoutingPolicy, Time, UncertainPolicy,
};
use testkit::Database;

const NOW: Time = Time::from_seconds(1_795_000_000);
const NUMBER: &str = "106540352242922";

async fn organization(store: &Store) -> OrganizationId {
    let organization = Organization {
        id: OrganizationId::new(),
        name: "Panadería Luz".to_owned(),
        country: "MX".parse().unwrap(),
        time_zone: "America/Mexico_City".parse().unwrap(),
        locale: Locale::Es,
        created_at: NOW,
    };
    let mut tx = store.system().await.unwrap();
    tx.insert_organization(&organization).await.unwrap();
    tx.commit().await.unwrap();
    organization.id
}

fn app(organization: Option<OrganizationId>) -> MetaApp {
    MetaApp {
        id: MetaAppId::new(),
        organization_id: organization,
        name: "Tienda".to_owned(),
        app_id: "670843887433847".to_owned(),
        verify_token: "token".to_owned(),
        secret: vec![1, 2, 3],
        previous_secret: None,
        secret_set_at: NOW,
        created_at: NOW,
    }
}

fn queue() -> Queue {
    Queue {
        id: QueueId::new(),
        name: "General".to_owned(),
        reopen_policy: ReopenPolicy::Reopen,
        reopen_within_hours: 24,
        created_at: NOW,
    }
}

fn line(queue: &Queue) -> Line {
    Line {
        id: LineId::new(),
        name: "Ventas".to_owned(),
        phone: PhoneNumber::from_wa_id("525555550100"),
        queue_id: queue.id,
        enabled: true,
        uncertain_policy: UncertainPolicy::Ask,
        uncertain_after_minutes: 15,
        routing_policy: RoutingPolicy::Failover,
        unofficial_allowed_at: None,
        created_at: NOW,
    }
}

fn door(line: &Line, app: &MetaApp, number: &str) -> Door {
    Door {
        id: DoorId::new(),
        line_id: line.id,
        kind: DoorKind::Cloud,
        enabled: true,
        state: DoorState::Connected,
        meta_app_id: Some(app.id),
        phone_number_id: Some(number.to_owned()),
        waba_id: Some("102290129340398".to_owned()),
        token: Some(vec![4, 5, 6]),
        token_set_at: Some(NOW),
        verified_name: Some("Panadería Luz".to_owned()),
        quality_rating: None,
        throughput: None,
        messaging_limit: None,
        coexists: false,
        checked_at: Some(NOW),
        problem: None,
        last_inbound_at: None,
        last_outbound_at: None,
        created_at: NOW,
    }
}

/// A line with its queue and its door under `app`; answers with the line and the door.
async fn connect(
    store: &Store,
    organization: OrganizationId,
    app: &MetaApp,
    number: &str,
) -> Result<(Line, Door), Error> {
    let queue = queue();
    let line = line(&queue);
    let door = door(&line, app, number);
    let mut tx = store.begin(organization).await?;
    tx.queues().insert(&queue).await?;
    tx.lines().insert(&line).await?;
    tx.doors().insert(&door).await?;
    tx.commit().await?;
    Ok((line, door))
}

async fn own_app(store: &Store, organization: OrganizationId) -> MetaApp {
    let app = app(Some(organization));
    let mut tx = store.begin(organization).await.unwrap();
    tx.meta_apps().insert(&app).await.unwrap();
    tx.commit().await.unwrap();
    app
}

#[tokio::test]
async fn what_is_kept_reads_as_it_was_given() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let ours = organization(&store).await;
    let mut app = own_app(&store, ours).await;
    let (mut line, mut door) = connect(&store, ours, &app, NUMBER).await.unwrap();

    app.previous_secret = Some(app.secret.clone());
    app.secret = vec![9];
    line.enabled = false;
    line.phone = None;
    door.state = DoorState::NeedsAttention;
    door.problem = Some(DoorProblem {
        code: 190,
        subcode: None,
        kind: Some("OAuthException".to_owned()),
        message: "the token expired".to_owned(),
        details: None,
        trace_id: Some("A1b2".to_owned()),
        at: NOW,
    });
    let mut tx = store.begin(ours).await.unwrap();
    tx.meta_apps().update(&app).await.unwrap();
    tx.lines().update(&line).await.unwrap();
    tx.doors().update(&door).await.unwrap();
    tx.doors().update_last_inbound(door.id, NOW).await.unwrap();
    tx.doors()
        .update_last_inbound(door.id, Time::from_seconds(5))
        .await
        .unwrap();
    tx.doors().update_last_outbound(door.id, NOW).await.unwrap();
    tx.commit().await.unwrap();
    door.last_inbound_at = Some(NOW);
    door.last_outbound_at = Some(NOW);

    let mut tx = store.read(ours).await.unwrap();
    assert_eq!(tx.meta_apps().get(app.id).await.unwrap(), app);
    assert_eq!(tx.lines().get(line.id).await.unwrap(), line);
    assert_eq!(
        tx.doors().get(line.id, DoorKind::Cloud).await.unwrap(),
        door
    );
    assert_eq!(tx.lines().list().await.unwrap(), [line.clone()]);
    assert_eq!(tx.doors().list().await.unwrap(), [door.clone()]);
    assert_eq!(tx.doors().list_of_line(line.id).await.unwrap(), [door]);
    assert_eq!(
        tx.doors().find(line.id, DoorKind::Lite).await.unwrap(),
        None
    );
    assert_eq!(tx.queues().list().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_number_is_claimed_once_in_the_whole_installation() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let (ours, theirs) = (organization(&store).await, organization(&store).await);
    let app = own_app(&store, ours).await;
    connect(&store, ours, &app, NUMBER).await.unwrap();
    let app = own_app(&store, theirs).await;
    assert!(matches!(
        connect(&store, theirs, &app, NUMBER).await,
        Err(Error::Conflict(_))
    ));
    let mut tx = store.read(theirs).await.unwrap();
    assert_eq!(tx.lines().list().await.unwrap(), []);
}

#[tokio::test]
async fn another_organization_s_line_and_app_are_not_there() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let (ours, theirs) = (organization(&store).await, organization(&store).await);
    let mut app = own_app(&store, ours).await;
    let (mut line, mut door) = connect(&store, ours, &app, NUMBER).await.unwrap();

    let mut tx = store.begin(theirs).await.unwrap();
    assert!(matches!(
        tx.lines().get(line.id).await,
        Err(Error::NotFound("line"))
    ));
    assert!(matches!(
        tx.doors().get(line.id, DoorKind::Cloud).await,
        Err(Error::NotFound("door"))
    ));
    assert!(matches!(
        tx.meta_apps().get(app.id).await,
        Err(Error::NotFound("Meta app"))
    ));
    assert!(matches!(
        tx.queues().get(line.queue_id).await,
        Err(Error::NotFound("queue"))
    ));
    let (name, state) = (line.name.clone(), door.state);
    "Robada".clone_into(&mut line.name);
    door.state = DoorState::Pending;
    app.organization_id = Some(theirs);
    "Robada".clone_into(&mut app.name);
    tx.lines().update(&line).await.unwrap();
    tx.doors().update(&door).await.unwrap();
    tx.meta_apps().update(&app).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.read(ours).await.unwrap();
    assert_eq!(tx.lines().get(line.id).await.unwrap().name, name);
    assert_eq!(
        tx.doors()
            .get(line.id, DoorKind::Cloud)
            .await
            .unwrap()
            .state,
        state
    );
    assert_eq!(tx.meta_apps().get(app.id).await.unwrap().name, "Tienda");
}

#[tokio::test]
async fn everybody_sees_the_installation_s_app_and_nobody_changes_it() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let ours = organization(&store).await;
    let mut installation_s = app(None);
    let mut tx = store.system().await.unwrap();
    assert_eq!(tx.find_installation_app().await.unwrap(), None);
    tx.insert_meta_app(&installation_s).await.unwrap();
    "Aldaba".clone_into(&mut installation_s.name);
    tx.update_meta_app(&installation_s).await.unwrap();
    tx.commit().await.unwrap();
    let own = own_app(&store, ours).await;

    let mut tx = store.begin(ours).await.unwrap();
    assert_eq!(
        tx.meta_apps().list().await.unwrap(),
        [installation_s.clone(), own.clone()]
    );
    assert_eq!(
        tx.meta_apps().find_installation_s().await.unwrap(),
        Some(installation_s.clone())
    );
    assert!(matches!(
        tx.meta_apps().update(&installation_s).await,
        Err(Error::NotFound(_))
    ));
    let twice = MetaApp {
        id: MetaAppId::new(),
        ..own
    };
    assert!(matches!(
        tx.meta_apps().insert(&twice).await,
        Err(Error::Conflict(_))
    ));
}

#[tokio::test]
async fn routes_name_the_numbers_of_every_organization() {
    let database = Database::fresh().await;
    let store = database.open().await;
    let (ours, theirs) = (organization(&store).await, organization(&store).await);
    let app = own_app(&store, ours).await;
    let (line, door) = connect(&store, ours, &app, NUMBER).await.unwrap();
    let other = own_app(&store, theirs).await;
    connect(&store, theirs, &other, "106540352242923")
        .await
        .unwrap();

    let mut tx = store.system_read().await.unwrap();
    let routes = tx.routes().await.unwrap();
    assert_eq!(routes.len(), 2);
    let route = routes
        .iter()
        .find(|route| route.phone_number_id == NUMBER)
        .unwrap();
    assert_eq!(route.meta_app_id, app.id);
    assert_eq!(route.organization_id, ours);
    assert_eq!((route.line_id, route.door_id), (line.id, door.id));
    assert!(route.line_enabled && route.door_enabled);
    assert_eq!(tx.line_home(line.id).await.unwrap(), ours);
    assert!(matches!(
        tx.line_home(LineId::new()).await,
        Err(Error::NotFound("line"))
    ));
    assert_eq!(tx.meta_apps().await.unwrap(), [app, other]);
}
