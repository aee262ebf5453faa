//! Spanish.

use super::{Answer, Lines, Topic};

pub(super) const LINES: Lines = Lines {
    greetings: &[
        "Hola, buen día 👋",
        "Buenas tardes",
        "Hola!",
        "Qué tal, disculpe la molestia",
    ],
    openings: &[
        (
            Topic::Price,
            "¿Qué precio tiene el metro del azulejo Talavera azul?",
        ),
        (
            Topic::Price,
            "¿Me pasa el precio del porcelanato gris 60x60, por favor?",
        ),
        (Topic::Price, "¿Cuánto cuesta la caja de mosaico hexagonal?"),
        (
            Topic::Shipping,
            "¿Hacen envíos a Querétaro? Son unos 30 metros de piso",
        ),
        (
            Topic::Shipping,
            "¿Cuánto tarda en llegar un pedido a Puebla?",
        ),
        (
            Topic::Hours,
            "¿A qué hora cierran hoy? Quiero pasar a ver muestras",
        ),
        (Topic::Hours, "¿Abren los domingos?"),
        (
            Topic::Stock,
            "Vi en su página el mosaico hexagonal verde, ¿todavía hay?",
        ),
        (
            Topic::Stock,
            "¿Tienen cenefa de Talavera en existencia? Necesito 12 piezas",
        ),
        (
            Topic::Sample,
            "¿Puedo pedir una muestra del piso imitación madera?",
        ),
        (Topic::Payment, "¿Aceptan transferencia o solo tarjeta?"),
        (
            Topic::Payment,
            "¿Se puede apartar con la mitad y pagar el resto al recoger?",
        ),
    ],
    follow_ups: &[
        (
            Topic::Price,
            "Perfecto. ¿Y con envío a la colonia Roma cuánto saldría?",
        ),
        (
            Topic::Price,
            "Mmm ok. ¿Hay descuento si llevo más de 40 m²?",
        ),
        (
            Topic::Shipping,
            "Súper. ¿El envío incluye subirlo al segundo piso?",
        ),
        (Topic::Shipping, "¿Y si alguna pieza llega rota la cambian?"),
        (Topic::Hours, "Va, ¿tienen estacionamiento?"),
        (
            Topic::Stock,
            "Qué bueno 🙌 ¿me lo pueden apartar hasta el sábado?",
        ),
        (Topic::Sample, "Ok, ¿la muestra tiene costo?"),
        (Topic::Payment, "¿Y me dan factura?"),
    ],
    answers: &[
        Answer {
            asked: &["cuánt", "cuant", "metros", "m2", "m²", "piezas", "cajas"],
            lines: &[
                "Son unos 24 m², más o menos",
                "Como 15 cajas",
                "Todavía no mido bien, unos 18 metros",
            ],
        },
        Answer {
            asked: &[
                "direcci", "postal", "dónde", "donde", "ciudad", "colonia", "zona",
            ],
            lines: &[
                "A la colonia Del Valle, C.P. 03100",
                "Es en Coyoacán, cerca del centro",
            ],
        },
        Answer {
            asked: &["color", "modelo", "tono", "acabado", "cuál", "cual"],
            lines: &[
                "El azul, por favor",
                "El que está en la foto de la portada 😅",
                "Acabado mate",
            ],
        },
        Answer {
            asked: &["nombre", "correo", "factura", "rfc"],
            lines: &["Ahorita se lo paso", "A mi nombre está bien"],
        },
        Answer {
            asked: &["cuándo", "cuando", "hora", "día", "dia"],
            lines: &["El jueves por la tarde", "Mañana a mediodía, si se puede"],
        },
    ],
    yes: &["Sí, por favor", "Sí, claro", "Sí, me interesa"],
    thinking: &[
        "Déjeme consultarlo con mi esposo y le aviso",
        "Ok, lo checo con el arquitecto y le confirmo",
        "Perfecto, lo platico en casa y le escribo",
    ],
    thanks: &[
        "Muchas gracias!",
        "Gracias por la atención 🙏",
        "Mil gracias, muy amable",
        "Va, gracias!",
    ],
    farewells: &[
        "gracias",
        "a la orden",
        "buen día",
        "buen dia",
        "con gusto",
        "hasta luego",
        "saludos",
    ],
};
