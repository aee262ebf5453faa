//! Why a file is not here: a stable word each, in the database and in the API, with what it means.

use domain::Text3;

/// What keeps a file away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The provider has it no more.
    Expired,
    TooLarge,
    /// The bytes are not those that the provider promised.
    Corrupt,
    /// The line has no working access.
    Disconnected,
    /// The provider refused for another reason.
    Refused,
    Unreachable,
    /// Retention removed it.
    Removed,
}

type Texts = [&'static str; 3];

impl Failure {
    const ALL: [Self; 7] = [
        Self::Expired,
        Self::TooLarge,
        Self::Corrupt,
        Self::Disconnected,
        Self::Refused,
        Self::Unreachable,
        Self::Removed,
    ];

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::TooLarge => "too_large",
            Self::Corrupt => "corrupt",
            Self::Disconnected => "disconnected",
            Self::Refused => "refused",
            Self::Unreachable => "unreachable",
            Self::Removed => "removed",
        }
    }

    pub(super) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }

    /// Whether asking once more may help.
    pub(super) const fn is_retryable(self) -> bool {
        match self {
            Self::Corrupt | Self::Disconnected | Self::Refused | Self::Unreachable => true,
            Self::Expired | Self::TooLarge | Self::Removed => false,
        }
    }

    pub(super) fn cause(self) -> Text3 {
        text(match self {
            Self::Expired => [
                "WhatsApp ya no guarda este archivo; lo conserva 7 días.",
                "WhatsApp keeps this file no more; it holds one for 7 days.",
                "O WhatsApp não guarda mais este arquivo; ele o mantém por 7 dias.",
            ],
            Self::TooLarge => [
                "El archivo pesa más de 100 MB.",
                "The file is larger than 100 MB.",
                "O arquivo tem mais de 100 MB.",
            ],
            Self::Corrupt => [
                "El archivo llegó dañado.",
                "The file arrived damaged.",
                "O arquivo chegou danificado.",
            ],
            Self::Disconnected => [
                "La línea no tiene un acceso que funcione.",
                "The line has no access that works.",
                "A linha não tem um acesso que funcione.",
            ],
            Self::Refused => [
                "WhatsApp no quiso entregar el archivo.",
                "WhatsApp refused to hand the file over.",
                "O WhatsApp recusou entregar o arquivo.",
            ],
            Self::Unreachable => [
                "WhatsApp no respondió a tiempo.",
                "WhatsApp did not answer in time.",
                "O WhatsApp não respondeu a tempo.",
            ],
            Self::Removed => [
                "El archivo se borró por la política de conservación.",
                "The file was removed by the retention policy.",
                "O arquivo foi removido pela política de retenção.",
            ],
        })
    }

    pub(super) fn action(self) -> Text3 {
        text(match self {
            Self::Expired | Self::Removed => [
                "Pide al cliente que lo envíe otra vez.",
                "Ask the customer to send it again.",
                "Peça ao cliente que envie de novo.",
            ],
            Self::TooLarge => [
                "Pide un archivo más pequeño o un enlace.",
                "Ask for a smaller file, or a link to it.",
                "Peça um arquivo menor ou um link.",
            ],
            Self::Disconnected => [
                "Revisa la conexión en la página de líneas y vuelve a intentarlo.",
                "Check the connection on the page of lines, then try again.",
                "Verifique a conexão na página de linhas e tente de novo.",
            ],
            Self::Corrupt | Self::Refused | Self::Unreachable => {
                ["Vuelve a intentarlo.", "Try again.", "Tente de novo."]
            }
        })
    }
}

fn text([es, en, pt]: Texts) -> Text3 {
    Text3 {
        es: es.to_owned(),
        en: en.to_owned(),
        pt: pt.to_owned(),
    }
}
