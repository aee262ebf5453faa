//! Portuguese.

use super::{Answer, Lines, Topic};

pub(super) const LINES: Lines = Lines {
    greetings: &["Oi, bom dia 👋", "Boa tarde, tudo bem?", "Olá!", "Oi gente"],
    openings: &[
        (
            Topic::Price,
            "Quanto está o metro do azulejo português azul?",
        ),
        (
            Topic::Price,
            "Pode me passar o preço do porcelanato cinza 60x60?",
        ),
        (
            Topic::Shipping,
            "Vocês entregam em Campinas? São uns 30 metros de piso",
        ),
        (Topic::Shipping, "Qual é o prazo de entrega para Santos?"),
        (Topic::Hours, "Até que horas vocês ficam abertos hoje?"),
        (Topic::Stock, "Ainda tem a pastilha hexagonal verde?"),
        (
            Topic::Sample,
            "Dá para pedir uma amostra do piso que imita madeira?",
        ),
        (Topic::Payment, "Vocês aceitam Pix? E parcelam no cartão?"),
    ],
    follow_ups: &[
        (
            Topic::Price,
            "Legal! E com frete para Pinheiros, quanto fica?",
        ),
        (Topic::Price, "Tem desconto acima de 40 m²?"),
        (
            Topic::Shipping,
            "Beleza. A entrega sobe até o segundo andar?",
        ),
        (
            Topic::Shipping,
            "E se chegar alguma peça quebrada, vocês trocam?",
        ),
        (Topic::Hours, "Ótimo, tem estacionamento aí?"),
        (Topic::Stock, "Que bom 🙌 dá para separar até sábado?"),
        (Topic::Sample, "A amostra tem custo?"),
        (Topic::Payment, "Em quantas vezes sem juros?"),
    ],
    answers: &[
        Answer {
            asked: &["quant", "metros", "m2", "m²", "peças", "caixas"],
            lines: &[
                "São uns 24 m²",
                "Umas 15 caixas, acho",
                "Ainda vou medir direito, uns 18 metros",
            ],
        },
        Answer {
            asked: &["endereço", "cep", "onde", "cidade", "bairro"],
            lines: &["É na Vila Mariana, CEP 04010-000", "Fica em Pinheiros"],
        },
        Answer {
            asked: &["cor", "modelo", "tom", "acabamento", "qual"],
            lines: &[
                "O azul, por favor",
                "O da foto da capa 😅",
                "Acabamento fosco",
            ],
        },
        Answer {
            asked: &["nome", "e-mail", "email", "cpf", "nota"],
            lines: &["Já te passo", "Pode ser no meu nome mesmo"],
        },
        Answer {
            asked: &["quando", "hora", "dia"],
            lines: &["Quinta à tarde", "Amanhã ao meio-dia, se der"],
        },
    ],
    yes: &["Sim, por favor", "Sim, claro", "Quero sim"],
    thinking: &[
        "Vou ver com a minha esposa e te aviso",
        "Ok, vou confirmar com a arquiteta",
        "Perfeito, converso em casa e volto a falar",
    ],
    thanks: &[
        "Muito obrigado!",
        "Obrigada pela atenção 🙏",
        "Valeu, viu!",
        "Show, obrigado",
    ],
    farewells: &[
        "obrigad",
        "à disposição",
        "bom dia",
        "boa tarde",
        "até logo",
        "abraço",
    ],
};
