//! Why Meta refuses templates, in the languages of the house.

use crate::Text3;

/// Meta's word, then the cause in Spanish, English and Portuguese.
const CAUSES: [(&str, [&str; 3]); 8] = [
    (
        "ABUSIVE_CONTENT",
        [
            "El texto puede resultar ofensivo o amenazante.",
            "The text may read as abusive or threatening.",
            "O texto pode soar ofensivo ou ameaçador.",
        ],
    ),
    (
        "INVALID_FORMAT",
        [
            "El formato no es válido: revisa variables, ejemplos, enlaces y caracteres especiales.",
            "The format is not valid: look at variables, examples, links and special characters.",
            "O formato não é válido: revise variáveis, exemplos, links e caracteres especiais.",
        ],
    ),
    (
        "PROMOTIONAL",
        [
            "El contenido es promocional, y la categoría elegida no lo permite.",
            "The content is promotional, and the chosen category does not allow that.",
            "O conteúdo é promocional, e a categoria escolhida não permite isso.",
        ],
    ),
    (
        "TAG_CONTENT_MISMATCH",
        [
            "El idioma o la categoría no corresponde al contenido.",
            "The language or the category does not match the content.",
            "O idioma ou a categoria não corresponde ao conteúdo.",
        ],
    ),
    (
        "INCORRECT_CATEGORY",
        [
            "La categoría no corresponde al contenido.",
            "The category does not match the content.",
            "A categoria não corresponde ao conteúdo.",
        ],
    ),
    (
        "SCAM",
        [
            "Meta lo tomó por un intento de engaño: revisa enlaces y peticiones de datos.",
            "Meta took it for an attempt to deceive: look at links and requests for data.",
            "A Meta entendeu como tentativa de golpe: revise links e pedidos de dados.",
        ],
    ),
    (
        "NON_TRANSIENT_ERROR",
        [
            "Meta no pudo revisarla; cámbiala un poco y envíala de nuevo.",
            "Meta could not review it; change it a little and send it again.",
            "A Meta não conseguiu revisá-lo; mude um pouco e envie de novo.",
        ],
    ),
    (
        "PENDING_DELETION",
        [
            "La plantilla se está borrando.",
            "The template is being deleted.",
            "O modelo está sendo excluído.",
        ],
    ),
];

/// What Meta's reason means; a word that nobody knows gets a general answer.
pub fn rejection_cause(reason: &str) -> Text3 {
    let known = CAUSES.iter().find(|(word, _)| *word == reason);
    let [es, en, pt] = known.map_or(
        [
            "Meta la rechazó sin decir más; revisa sus políticas y edítala.",
            "Meta refused it and said no more; look at its policies and edit it.",
            "A Meta o recusou sem dizer mais; revise as políticas e edite.",
        ],
        |(_, texts)| *texts,
    );
    Text3 {
        es: es.to_owned(),
        en: en.to_owned(),
        pt: pt.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_told_and_so_is_one_that_nobody_knows() {
        for reason in ["SCAM", "INVALID_FORMAT", "SOMETHING_NEW"] {
            let cause = rejection_cause(reason);
            for text in [cause.es, cause.en, cause.pt] {
                assert!(text.ends_with('.'), "{reason}");
            }
        }
        assert_ne!(rejection_cause("SCAM"), rejection_cause("PROMOTIONAL"));
    }
}
