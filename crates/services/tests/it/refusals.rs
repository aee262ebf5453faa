//! What Meta's refusals change: who wants no offers, which templates are read again, and when a
//! window is shut.

use crate::desk::{Desk, HOUR, MINUTE, text};
use crate::meta::{Customer, MARIA, failure};
use aldaba_services::jobs::Runner;
use aldaba_services::messages::{
    FailedError, FullMessage, ListMessages, Retry, SendError, SendMessage, UseTemplate, What,
    WhichTemplate, list, retry, send,
};
use aldaba_services::{contacts, templates};
use domain::window::CARE;
use domain::{
    ContactId, ConversationId, DeliveryState, DoorKind, MessageId, TemplateState, Time, WindowState,
};
use door::{Access, Secret, WhoActs};
use jiff::SignedDuration;
use sandbox::{Fault, FaultKind, FaultTarget, TemplateSpec, TemplateStatus, TemplateVerdict};
use serde_json::{Value, json};

const WABA: &str = "1525555550100";

/// Meta knows an approved template of this category, and so does the house. Answers with Meta's id.
pub(crate) async fn known(desk: &Desk, name: &str, category: &str) -> String {
    let id = desk.still.sandbox.add_template(TemplateSpec {
        waba_id: WABA.to_owned(),
        name: name.to_owned(),
        language: "es_MX".to_owned(),
        category: category.to_owned(),
        components: json!([{ "type": "BODY", "text": "Hay azulejos nuevos en el taller." }]),
        status: TemplateStatus::Approved,
        parameter_format: None,
    });
    let synced = templates::sync(&desk.ines(), desk.line).await.unwrap();
    assert!(synced.changed > 0);
    // A line that was just connected has them read too.
    Runner::new(desk.env().clone()).step().await.unwrap();
    id
}

fn template(conversation: ConversationId, name: &str) -> SendMessage {
    let which = WhichTemplate::Named {
        name: name.to_owned(),
        language: "es_MX".to_owned(),
    };
    SendMessage {
        what: What::Template(UseTemplate {
            which,
            components: json!([]),
        }),
        ..text(conversation, "")
    }
}

pub(crate) async fn offer(
    desk: &Desk,
    conversation: ConversationId,
) -> Result<MessageId, SendError> {
    let accepted = send(&desk.ines(), template(conversation, "oferta")).await?;
    Ok(accepted.message.view.id)
}

/// The next message is refused with this code in Meta's answer.
fn refuse_next(desk: &Desk, code: u32) {
    let fault = Fault {
        code: Some(code),
        times: Some(1),
        ..Fault::new(FaultTarget::Messages, FaultKind::Error)
    };
    desk.still.sandbox.set_fault(fault).unwrap();
}

/// How Meta may tell: in its answer, or by a status afterwards.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Answer,
    Status,
}

/// Hands over what is queued, and Meta refuses it.
async fn refused(desk: &Desk, code: u32, way: Way) {
    if way == Way::Answer {
        refuse_next(desk, code);
    }
    // One message after the other, as fast as the line lets them.
    desk.advance(SignedDuration::from_secs(1));
    let held = desk.held_by("one").await;
    assert_eq!(desk.dispatch(held).await.handed_over, 1);
    if way == Way::Status {
        let wamid = desk.still.sandbox.accepted().pop().unwrap().wamid;
        desk.hears(&[failure(&wamid, i64::from(code), desk.now())])
            .await;
    }
}

/// The message as the thread shows it.
async fn shown(desk: &Desk, thread: ConversationId, id: MessageId) -> FullMessage {
    let ines = desk.ines();
    let page = list(&ines, thread, ListMessages::default());
    let mut page = page.await.unwrap().data;
    page.retain(|message| message.view.id == id);
    page.remove(0)
}

async fn stopped_at(desk: &Desk, contact: ContactId) -> Option<Time> {
    let contact = contacts::get(&desk.ines(), contact).await.unwrap();
    contact.marketing_stopped_at
}

/// A wish that was made at this time.
fn wish(of: Customer<'_>, value: &str, at: Time) -> Value {
    let mut wish = json!({ "category": "marketing_messages", "value": value, "detail": "by hand",
        "timestamp": at.millis() / 1000 });
    if let Some(wa_id) = of.wa_id {
        wish["wa_id"] = wa_id.into();
    }
    if let Some(user_id) = of.user_id {
        wish["user_id"] = user_id.into();
    }
    json!({ "metadata": {}, "user_preferences": [wish] })
}

#[tokio::test]
async fn who_told_meta_to_stop_gets_no_more_offers_and_everything_else() {
    for way in [Way::Answer, Way::Status] {
        let desk = Desk::open().await;
        let thread = desk.greeted(MARIA, "wamid.1").await;
        known(&desk, "oferta", "MARKETING").await;
        known(&desk, "aviso", "UTILITY").await;
        let message = offer(&desk, thread.id).await.unwrap();
        refused(&desk, 131_050, way).await;
        let (failure, explanation) = shown(&desk, thread.id, message).await.failure.unwrap();
        let explanation = explanation.unwrap();
        assert_eq!((failure.code, failure.retryable), (Some(131_050), false));
        assert_eq!(explanation.who, WhoActs::Customer, "{way:?}");
        let since = stopped_at(&desk, thread.contact_id).await.unwrap();
        assert_eq!(since.millis() / 1000, desk.now().millis() / 1000);

        let again = offer(&desk, thread.id).await.unwrap_err();
        assert!(matches!(again, SendError::ContactOptedOut { at } if at == since));
        assert!(again.to_string().contains("no offers since"), "{again}");
        let again = retry(&desk.ines(), message, Retry::CONFIRMED).await;
        let Err(FailedError::Send(SendError::ContactOptedOut { at })) = again else {
            panic!("{way:?}: {again:?}");
        };
        assert_eq!(at, since);
        send(&desk.ines(), template(thread.id, "aviso"))
            .await
            .unwrap();
        desk.answers(thread.id, "claro que sí").await;

        // Their last word counts, whatever was told when.
        desk.advance(MINUTE);
        let earlier = wish(MARIA, "resume", since.minus(HOUR));
        desk.hears_of("user_preferences", &earlier).await;
        assert!(offer(&desk, thread.id).await.is_err());
        let later = wish(MARIA, "resume", desk.now());
        desk.hears_of("user_preferences", &later).await;
        assert_eq!(stopped_at(&desk, thread.contact_id).await, None);
        offer(&desk, thread.id).await.unwrap();
    }
}

#[tokio::test]
async fn a_refusal_that_is_told_late_takes_no_later_wish_back() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    known(&desk, "oferta", "MARKETING").await;
    offer(&desk, thread.id).await.unwrap();
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    let wamid = desk.still.sandbox.accepted()[0].wamid.clone();
    let refused_at = desk.now();
    desk.advance(HOUR);
    desk.hears(&[failure(&wamid, 131_050, refused_at)]).await;
    assert!(stopped_at(&desk, thread.contact_id).await.is_some());
    let resumed = wish(MARIA, "resume", refused_at.plus(MINUTE));
    desk.hears_of("user_preferences", &resumed).await;
    assert_eq!(stopped_at(&desk, thread.contact_id).await, None);
}

#[tokio::test]
async fn a_wish_is_of_the_person_under_whatever_contact() {
    let desk = Desk::open().await;
    known(&desk, "oferta", "MARKETING").await;
    // Known by number on the other line, by id on this one; then one message proves them one.
    let by_number = MARIA.without_user_id();
    desk.told(
        desk.other_line,
        &[by_number.writes("wamid.1", desk.now(), "hola")],
    )
    .await;
    desk.work().await;
    desk.hears(&[
        MARIA.without_phone().writes("wamid.2", desk.now(), "hola"),
        MARIA.writes("wamid.3", desk.now(), "soy yo"),
    ])
    .await;
    let threads = desk.threads().await;
    let here = threads.iter().find(|it| it.line_id == desk.line).unwrap();
    offer(&desk, here.id).await.unwrap();
    let stop = wish(by_number, "stop", desk.now());
    desk.hears_of("user_preferences", &stop).await;
    assert!(stopped_at(&desk, here.contact_id).await.is_some());
    let refused = offer(&desk, here.id).await;
    assert!(matches!(refused, Err(SendError::ContactOptedOut { .. })));
}

#[tokio::test]
async fn a_template_that_meta_refuses_is_read_again_and_refused_here() {
    use TemplateStatus as At;
    for (status, code, state) in [
        (At::Disabled, 132_016, TemplateState::Disabled),
        (At::Rejected, 132_001, TemplateState::Rejected),
        (At::Paused, 132_015, TemplateState::Paused),
    ] {
        let desk = Desk::open().await;
        let thread = desk.greeted(MARIA, "wamid.1").await;
        let id = known(&desk, "oferta", "MARKETING").await;
        let message = offer(&desk, thread.id).await.unwrap();
        // Meta has changed its mind, and its webhook did not come.
        let verdict = TemplateVerdict {
            status: Some(status),
            ..TemplateVerdict::default()
        };
        assert!(desk.still.sandbox.change_template(&id, &verdict));
        let held = desk.held_by("one").await;
        desk.dispatch(held).await;
        let (failure, explanation) = shown(&desk, thread.id, message).await.failure.unwrap();
        assert_eq!(failure.code, Some(code));
        assert!(!explanation.unwrap().action.es.is_empty());
        // Only a pause ends by itself.
        let waits = desk.state(message).await == DeliveryState::Waiting;
        assert_eq!(waits, status == At::Paused);

        assert_eq!(Runner::new(desk.env().clone()).step().await.unwrap(), 1);
        let refused = offer(&desk, thread.id).await;
        let Err(SendError::TemplateNotSendable { state: told }) = refused else {
            panic!("{code}: {refused:?}");
        };
        assert_eq!(told, state);
        if !waits {
            let refused = retry(&desk.ines(), message, Retry::default()).await;
            let Err(FailedError::Send(SendError::TemplateNotSendable { .. })) = refused else {
                panic!("{code}: {refused:?}");
            };
        }
    }
}

#[tokio::test]
async fn a_template_that_is_gone_at_meta_is_gone_here_after_the_refusal() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let id = known(&desk, "oferta", "MARKETING").await;
    let message = offer(&desk, thread.id).await.unwrap();
    let door = desk.env().doors.get(DoorKind::Cloud).unwrap();
    let access = Access {
        phone_number_id: "2525555550100".to_owned(),
        waba_id: WABA.to_owned(),
        token: Secret::new("EAAG525555550100"),
    };
    let deleted = door.delete_template(&access, "oferta", &id).await;
    deleted.unwrap();
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    assert_eq!(desk.state(message).await, DeliveryState::Failed);
    Runner::new(desk.env().clone()).step().await.unwrap();
    let refused = offer(&desk, thread.id).await;
    assert!(matches!(refused, Err(SendError::Refused(_))), "{refused:?}");
    let refused = retry(&desk.ines(), message, Retry::default()).await;
    let Err(FailedError::Send(SendError::TemplateNotSendable { state })) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(state, TemplateState::Deleted);
}

#[tokio::test]
async fn every_word_against_a_template_s_values_makes_the_house_read_it_again() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    known(&desk, "oferta", "MARKETING").await;
    let runner = Runner::new(desk.env().clone());
    for code in [132_000, 132_005, 132_007, 132_008, 132_012, 132_018] {
        let message = offer(&desk, thread.id).await.unwrap();
        refused(&desk, code, Way::Answer).await;
        assert_eq!(desk.state(message).await, DeliveryState::Failed, "{code}");
        assert_eq!(runner.step().await.unwrap(), 1, "{code}");
    }
    assert_eq!(runner.step().await.unwrap(), 0);
}

#[tokio::test]
async fn a_window_that_meta_calls_closed_is_closed_and_says_what_to_do() {
    for way in [Way::Answer, Way::Status] {
        let desk = Desk::open().await;
        let thread = desk.greeted(MARIA, "wamid.1").await;
        known(&desk, "aviso", "UTILITY").await;
        desk.advance(MINUTE);
        let message = desk.answers(thread.id, "¿sigue ahí?").await.view.id;
        refused(&desk, 131_047, way).await;
        assert_eq!(desk.state(message).await, DeliveryState::Failed);
        let (failure, explanation) = shown(&desk, thread.id, message).await.failure.unwrap();
        let explanation = explanation.unwrap();
        assert_eq!((failure.code, failure.retryable), (Some(131_047), false));
        for (told, word) in [
            (explanation.action.es, "plantilla"),
            (explanation.action.en, "template"),
            (explanation.action.pt, "modelo"),
        ] {
            assert!(told.contains(word), "{told}");
        }

        let after = desk.thread("María").await;
        assert_eq!(after.window().state(desk.now()), WindowState::Closed);
        assert_eq!(after.last_inbound_at, Some(desk.now().minus(CARE)));
        let refused = send(&desk.ines(), text(thread.id, "hola")).await;
        let Err(SendError::WindowClosed { closed_at }) = refused else {
            panic!("{way:?}: {refused:?}");
        };
        assert_eq!(closed_at, desk.now());
        let refused = retry(&desk.ines(), message, Retry::default()).await;
        let Err(FailedError::Send(SendError::WindowClosed { .. })) = refused else {
            panic!("{way:?}: {refused:?}");
        };
        send(&desk.ines(), template(thread.id, "aviso"))
            .await
            .unwrap();

        // A word of theirs opens it again, and then the message may go out after all.
        desk.advance(MINUTE);
        desk.greeted(MARIA, "wamid.2").await;
        retry(&desk.ines(), message, Retry::default())
            .await
            .unwrap();
        desk.answers(thread.id, "aquí estamos").await;
    }
}
