//! A second door of the first line, which the sandbox plays too: a linked phone's rules over Graph's words.

use crate::desk::Desk;
use aldaba_services::Cx;
use async_trait::async_trait;
use domain::{DoorId, DoorKind, MessageKind};
use door::{
    Access, Capabilities, Door, Explanation, Fetched, Inspection, Knock, NewTemplate, Outbound,
    Outcome, ProviderTemplates, RawUpdate, Refused, Secret, Submitted, TemplateEdit, Unreadable,
    Upload,
};
use sandbox::{PhoneFacts, PhoneSpec};
use std::sync::Arc;
use storage::Place;

/// The sandbox's number of this door.
pub(crate) const LINKED: &str = "2525555550300";

struct SecondDoor(Arc<dyn Door>);

const KINDS: [MessageKind; 2] = [MessageKind::Text, MessageKind::Image];

/// A desk whose first line has both doors; no owner has allowed the second one yet.
pub(crate) async fn open() -> Desk {
    let mut desk = Desk::open().await;
    let env = &mut desk.still.env;
    let cloud = Arc::clone(env.doors.get(DoorKind::Cloud).unwrap());
    env.doors = env.doors.clone().with(Arc::new(SecondDoor(cloud)));
    desk.cx = Cx::system(&desk.still.env, desk.organization);
    let token = "EAAG525555550300";
    desk.still.sandbox.add_phone(PhoneSpec {
        phone_number_id: LINKED.to_owned(),
        waba_id: "1525555550100".to_owned(),
        display_phone_number: "+525555550300".to_owned(),
        verified_name: "Talavera".to_owned(),
        access_tokens: vec![token.to_owned()],
        facts: PhoneFacts::default(),
    });
    let mut tx = desk.cx.begin().await.unwrap();
    let first = tx.doors().get(desk.line, DoorKind::Cloud).await.unwrap();
    let id = DoorId::new();
    let env = desk.env();
    let place = Place::door_token(desk.organization, id);
    let sealed = env
        .vault
        .seal(&env.store, &place, desk.now(), token.as_bytes());
    let second = storage::Door {
        id,
        kind: DoorKind::Lite,
        phone_number_id: Some(LINKED.to_owned()),
        token: Some(sealed.await.unwrap()),
        ..first
    };
    tx.doors().insert(&second).await.unwrap();
    tx.commit().await.unwrap();
    desk
}

#[async_trait]
impl Door for SecondDoor {
    fn kind(&self) -> DoorKind {
        DoorKind::Lite
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            official: false,
            care_window: false,
            provider_limits: false,
            kinds: &KINDS,
            ..self.0.capabilities()
        }
    }

    fn verify(&self, secret: &Secret, body: &[u8], signature: &str) -> bool {
        self.0.verify(secret, body, signature)
    }

    fn split(&self, body: &[u8]) -> Result<Vec<RawUpdate>, Unreadable> {
        self.0.split(body)
    }

    fn read(&self, row: &[u8]) -> Result<Vec<Knock>, Unreadable> {
        self.0.read(row)
    }

    fn webhook_fields(&self) -> Vec<&'static str> {
        self.0.webhook_fields()
    }

    fn message_key(&self, provider_id: &str) -> String {
        self.0.message_key(provider_id)
    }

    async fn inspect(&self, access: &Access) -> Result<Inspection, Refused> {
        self.0.inspect(access).await
    }

    async fn send(&self, access: &Access, message: &Outbound) -> Outcome {
        self.0.send(access, message).await
    }

    async fn mark_read(&self, access: &Access, id: &str, typing: bool) -> Result<(), Refused> {
        self.0.mark_read(access, id, typing).await
    }

    async fn templates(
        &self,
        access: &Access,
        after: Option<&str>,
    ) -> Result<ProviderTemplates, Refused> {
        self.0.templates(access, after).await
    }

    async fn create_template(
        &self,
        access: &Access,
        new: &NewTemplate,
    ) -> Result<Submitted, Refused> {
        self.0.create_template(access, new).await
    }

    async fn edit_template(
        &self,
        access: &Access,
        id: &str,
        edit: &TemplateEdit,
    ) -> Result<(), Refused> {
        self.0.edit_template(access, id, edit).await
    }

    async fn delete_template(&self, access: &Access, name: &str, id: &str) -> Result<(), Refused> {
        self.0.delete_template(access, name, id).await
    }

    async fn fetch_media(&self, access: &Access, id: &str) -> Result<Fetched, Refused> {
        self.0.fetch_media(access, id).await
    }

    async fn upload_media(&self, access: &Access, upload: Upload) -> Result<String, Refused> {
        self.0.upload_media(access, upload).await
    }

    async fn upload_sample(
        &self,
        access: &Access,
        app_id: &str,
        sample: Upload,
    ) -> Result<String, Refused> {
        self.0.upload_sample(access, app_id, sample).await
    }

    fn explain_event(&self, event: &str) -> Option<Explanation> {
        self.0.explain_event(event)
    }

    fn explain(&self, code: i64) -> Option<Explanation> {
        self.0.explain(code)
    }
}
