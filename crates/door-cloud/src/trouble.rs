//! What Meta's words for trouble with an account or a message mean to people, and what to do.

use domain::Text3;
use door::{Explanation, WhoActs};

type Texts = [&'static str; 3];

struct Row {
    event: &'static str,
    who: WhoActs,
    cause: Texts,
    action: Texts,
}

const CONNECT_AGAIN: Texts = [
    "Vuelve a conectar el número desde la página de líneas.",
    "Connect the number again on the page of lines.",
    "Conecte o número de novo na página de linhas.",
];
const SEE_BUSINESS_MANAGER: Texts = [
    "Abre Account Quality en Meta Business Suite, lee el motivo y pide una revisión.",
    "Open Account Quality in Meta Business Suite, read the reason and ask for a review.",
    "Abra a Qualidade da conta no Meta Business Suite, leia o motivo e peça uma análise.",
];
const SEND_BETTER: Texts = [
    "Escribe solo a quien lo pidió, y con mensajes que espera; la calidad sube sola en unos días.",
    "Write only to people who asked for it, with messages they expect; quality recovers within days.",
    "Escreva só a quem pediu, com mensagens esperadas; a qualidade melhora em alguns dias.",
];
const CHECK_PIN: Texts = [
    "Si no fuiste tú, cambia el PIN en WhatsApp Manager y revisa quién tiene acceso.",
    "If it was not you, change the PIN in WhatsApp Manager and look who has access.",
    "Se não foi você, troque o PIN no WhatsApp Manager e veja quem tem acesso.",
];

const ROWS: [Row; 15] = [
    Row {
        event: "ACCOUNT_DELETED",
        who: WhoActs::Business,
        cause: [
            "La cuenta de WhatsApp Business fue eliminada en Meta.",
            "The WhatsApp business account was deleted at Meta.",
            "A conta do WhatsApp Business foi excluída na Meta.",
        ],
        action: CONNECT_AGAIN,
    },
    Row {
        event: "ACCOUNT_OFFBOARDED",
        who: WhoActs::Business,
        cause: [
            "El teléfono cambió o la app se instaló de nuevo; Meta suele reconectarlo solo.",
            "The phone changed or its app was installed anew; Meta often reconnects it by itself.",
            "O telefone mudou ou o app foi reinstalado; a Meta costuma reconectar sozinha.",
        ],
        action: CONNECT_AGAIN,
    },
    Row {
        event: "PARTNER_APP_UNINSTALLED",
        who: WhoActs::Business,
        cause: [
            "Alguien quitó la app de la cuenta en Meta.",
            "Somebody uninstalled the app from the account at Meta.",
            "Alguém removeu o app da conta na Meta.",
        ],
        action: CONNECT_AGAIN,
    },
    Row {
        event: "PARTNER_REMOVED",
        who: WhoActs::Business,
        cause: [
            "La cuenta se desconectó: desde el teléfono, o por no usarlo durante días.",
            "The account was disconnected: from the phone, or because it was not used for days.",
            "A conta foi desconectada: pelo telefone, ou por não ser usado há dias.",
        ],
        action: CONNECT_AGAIN,
    },
    Row {
        event: "DISABLED_UPDATE",
        who: WhoActs::Business,
        cause: [
            "WhatsApp deshabilitó la cuenta por incumplir su política.",
            "WhatsApp disabled the account for breaking its policy.",
            "O WhatsApp desativou a conta por violar sua política.",
        ],
        action: SEE_BUSINESS_MANAGER,
    },
    Row {
        event: "SCHEDULE_FOR_DISABLE",
        who: WhoActs::Business,
        cause: [
            "WhatsApp anunció que va a deshabilitar la cuenta.",
            "WhatsApp announced that it is going to disable the account.",
            "O WhatsApp anunciou que vai desativar a conta.",
        ],
        action: SEE_BUSINESS_MANAGER,
    },
    Row {
        event: "ACCOUNT_RESTRICTION",
        who: WhoActs::Business,
        cause: [
            "WhatsApp limitó lo que la cuenta puede hacer.",
            "WhatsApp restricted what the account may do.",
            "O WhatsApp limitou o que a conta pode fazer.",
        ],
        action: SEE_BUSINESS_MANAGER,
    },
    Row {
        event: "ACCOUNT_VIOLATION",
        who: WhoActs::Business,
        cause: [
            "WhatsApp encontró algo contra su política.",
            "WhatsApp found something against its policy.",
            "O WhatsApp encontrou algo contra sua política.",
        ],
        action: SEE_BUSINESS_MANAGER,
    },
    Row {
        event: "ACCOUNT_REVIEW",
        who: WhoActs::Business,
        cause: [
            "WhatsApp rechazó la cuenta en su revisión.",
            "WhatsApp rejected the account in its review.",
            "O WhatsApp rejeitou a conta na análise.",
        ],
        action: SEE_BUSINESS_MANAGER,
    },
    Row {
        event: "ACCOUNT_ALERT",
        who: WhoActs::Business,
        cause: [
            "Meta envió un aviso sobre la cuenta.",
            "Meta sent an alert about the account.",
            "A Meta enviou um aviso sobre a conta.",
        ],
        action: SEE_BUSINESS_MANAGER,
    },
    Row {
        event: "FLAGGED",
        who: WhoActs::Business,
        cause: [
            "La calidad del número es baja: hay clientes que lo bloquean o lo reportan.",
            "The number's quality is low: customers block or report it.",
            "A qualidade do número está baixa: clientes o bloqueiam ou denunciam.",
        ],
        action: SEND_BETTER,
    },
    Row {
        event: "NAME_REJECTED",
        who: WhoActs::Business,
        cause: [
            "WhatsApp rechazó el nombre que ven los clientes.",
            "WhatsApp rejected the name that customers see.",
            "O WhatsApp rejeitou o nome que os clientes veem.",
        ],
        action: [
            "Pide otro nombre en WhatsApp Manager, según sus reglas para nombres.",
            "Ask for another name in WhatsApp Manager that keeps its rules for names.",
            "Peça outro nome no WhatsApp Manager, conforme as regras para nomes.",
        ],
    },
    Row {
        event: "PIN",
        who: WhoActs::Business,
        cause: [
            "El PIN del número cambió, o alguien pidió cambiarlo.",
            "The number's PIN was changed, or somebody asked to change it.",
            "O PIN do número mudou, ou alguém pediu para mudá-lo.",
        ],
        action: CHECK_PIN,
    },
    // Of a message that Meta has taken, and holds back.
    Row {
        event: "held_for_quality_assessment",
        who: WhoActs::Provider,
        cause: [
            "Meta retiene el mensaje mientras observa cómo se recibe esta plantilla.",
            "Meta holds the message back while it watches how this template is received.",
            "A Meta retém a mensagem enquanto observa como este modelo é recebido.",
        ],
        action: [
            "Espera: Meta la entrega después, o avisa que no lo hará.",
            "Wait: Meta delivers it later, or says that it will not.",
            "Espere: a Meta a entrega depois, ou avisa que não o fará.",
        ],
    },
    Row {
        event: "paused",
        who: WhoActs::Business,
        cause: [
            "Meta pausó esta plantilla por su baja calidad, y no entrega el mensaje por ahora.",
            "Meta paused this template for its low quality, and does not deliver the message for now.",
            "A Meta pausou este modelo pela baixa qualidade, e não entrega a mensagem por enquanto.",
        ],
        action: [
            "Revisa la plantilla, o usa otra.",
            "Look at the template, or use another one.",
            "Reveja o modelo, ou use outro.",
        ],
    },
];

pub(crate) fn explain(event: &str) -> Option<Explanation> {
    let event = if event.starts_with("PIN_") {
        "PIN"
    } else {
        event
    };
    let row = ROWS.iter().find(|row| row.event == event)?;
    Some(Explanation {
        title: row.event.to_owned(),
        cause: text(row.cause),
        action: text(row.action),
        retryable: false,
        who: row.who,
        effect: None,
        attempts: None,
        pause: None,
        pause_grows: false,
    })
}

fn text([es, en, pt]: Texts) -> Text3 {
    Text3 {
        es: es.to_owned(),
        en: en.to_owned(),
        pt: pt.to_owned(),
    }
}
