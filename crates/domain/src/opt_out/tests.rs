//! Words that end offers or start them again in three languages, and words that only look so.

use super::*;
use proptest::prelude::*;

#[test]
fn words_that_end_offers_are_taken() {
    for text in [
        "BAJA",
        "Darme de baja",
        "stop",
        "Parar",
        "Cancelar suscripción",
        "cancelar suscripcion",
        "¡No más mensajes!",
        "Dejar de recibir",
        "no quiero recibir más publicidad",
        "No me envíen más mensajes, por favor.",
        "Detener promociones",
        "Unsubscribe",
        "UNSUBSCRIBE ME",
        "opt out",
        "Opt-out",
        "STOP ALL",
        "Stop promotions",
        "No more messages, please",
        "Sair",
        "PARAR",
        "Descadastrar",
        "descadastrar-me",
        "Cancelar inscrição",
        "Não quero mais receber mensagens",
        "Parar promoções",
    ] {
        assert_eq!(wish(text), Some(Wanted::Stop), "{text}");
    }
}

#[test]
fn words_that_ask_for_offers_again_are_taken() {
    for text in [
        "ALTA",
        "Darme de alta",
        "suscribir",
        "Suscríbeme",
        "Volver a recibir",
        "Quiero volver a recibir ofertas",
        "START",
        "Subscribe",
        "unstop",
        "Opt-in",
        "Quero receber",
        "quero receber promoções!",
        "Voltar a receber",
        "Inscrever-me",
    ] {
        assert_eq!(wish(text), Some(Wanted::Resume), "{text}");
    }
}

#[test]
fn case_accents_punctuation_spaces_and_emoji_do_not_matter() {
    for text in [
        "  stop  ",
        "Stop.",
        "¡¡BAJA!!",
        "\"Baja\"",
        "*STOP*",
        "BAJA\u{301}\n",
        "BAJÁ",
        "🛑 stop 🛑🛑",
        "baja 🙏🏽",
        "✋️ Stop ✋️",
        "no   más\nmensajes",
        "no mas mensajes ❤️‍🔥",
        "ｓｔｏｐ",
        "𝗕𝗔𝗝𝗔",
        "Por favor, baja. Gracias",
        "stop, please, thank you",
        "stop?",
    ] {
        assert_eq!(wish(text), Some(Wanted::Stop), "{text}");
    }
}

#[test]
fn near_misses_are_left_to_people() {
    for text in [
        "",
        "   ",
        "🛑",
        "?",
        // Spanish
        "no",
        "No, gracias",
        "no más",
        "cancelar",
        "Cancelar mi pedido",
        "salir",
        "No puedo parar de reír",
        "para",
        "La baja de tensión",
        "temporada baja",
        "bajar",
        "abaja",
        "¿Cómo me doy de baja?",
        "quiero dar de baja mi línea",
        "alta calidad",
        "¿gama alta?",
        "gracias",
        "por favor",
        "suscripción",
        "no quiero suscribirme",
        // English
        "cancel",
        "quit",
        "end",
        "don't stop",
        "Can you stop by at 5?",
        "stop 2",
        "non-stop",
        "bus stop",
        "stopp",
        "starter",
        "let's start",
        "resume",
        "Résumé",
        "subscription",
        "please",
        // Portuguese
        "não",
        "Não, obrigado",
        "cancelar assinatura",
        "vou sair agora",
        "saindo",
        "quero parar na sexta",
        "não para de chover",
        "quero receber em casa",
        "receber",
        "inscrição",
        "obrigada",
    ] {
        assert_eq!(wish(text), None, "{text}");
    }
}

#[test]
fn a_question_never_starts_offers_again() {
    for text in ["¿Alta?", "alta?", "start?", "Quero receber？"] {
        assert_eq!(wish(text), None, "{text}");
    }
}

#[test]
fn every_phrase_is_folded_and_means_one_thing() {
    let phrases: Vec<&str> = [STOP, RESUME, POLITE].concat();
    for phrase in &phrases {
        assert_eq!(bare(phrase), *phrase);
        let same = phrases.iter().filter(|other| *other == phrase);
        assert_eq!(same.count(), 1, "{phrase}");
    }
    for phrase in STOP {
        assert_eq!(wish(phrase), Some(Wanted::Stop), "{phrase}");
    }
    for phrase in RESUME {
        assert_eq!(wish(phrase), Some(Wanted::Resume), "{phrase}");
    }
}

#[test]
fn a_long_message_is_no_wish() {
    assert_eq!(wish(&format!("stop {}", " ".repeat(LONGEST))), None);
}

proptest! {
    #[test]
    fn a_word_more_makes_it_another_message(word in "[b-fh-np-z]{2,9}", after: bool) {
        prop_assume!(!POLITE.contains(&word.as_str()));
        let text = if after { format!("stop {word}") } else { format!("{word} stop") };
        prop_assert_eq!(wish(&text), None);
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,80}") {
        wish(&text);
    }
}
