//! What people write, in three languages.

use super::people::Country;
use super::random::Dice;

const SPANISH: [&str; 14] = [
    "Buenas tardes, ¿todavía tienen el vestido azul en talla mediana?",
    "¿Cuánto tardaría el envío a Querétaro si pago hoy mismo?",
    "Mañana paso por él después de las seis, ¿está bien?",
    "Ya hice la transferencia, les mando el comprobante en un momento.",
    "El paquete llegó con la caja rota, pero lo de adentro está intacto.",
    "¿Me podrían facturar con mi razón social?",
    "Muchísimas gracias, qué atención tan rápida 🙌",
    "Preferiría que lo entreguen en la oficina, la dirección es la misma de antes.",
    "¿Aceptan pago con tarjeta o solo en efectivo?",
    "Me quedó un poco grande, ¿se puede cambiar por una talla más chica?",
    "¿Tienen sucursal en el centro o solo venden en línea?",
    "Perdón por la demora, estaba manejando.",
    "Sí, esa misma, la que publicaron ayer en la página.",
    "Quedo atenta, ¡que tengan bonito día! 😊",
];
const PORTUGUESE: [&str; 12] = [
    "Olá, vocês ainda têm a promoção de ontem?",
    "Não consegui finalizar a compra, o cartão não passou.",
    "A entrega é feita também aos sábados?",
    "O produto chegou ótimo, muito obrigada pela atenção! 💚",
    "Qual é o prazo para a região de Belo Horizonte?",
    "Vou precisar de nota fiscal com o CNPJ da empresa, por favor.",
    "Pode ser à tarde, depois das três já estou em casa.",
    "Esse tamanho ficou pequeno, dá para trocar na própria loja?",
    "Já paguei por Pix, segue o comprovante.",
    "Vocês parcelam em quantas vezes sem juros?",
    "Então fico no aguardo, até amanhã!",
    "Seria possível mudar o endereço? Me mudei na semana passada.",
];
const ENGLISH: [&str; 12] = [
    "Hi there, is the blue one still available in medium?",
    "How long would delivery take if I order today?",
    "I paid this morning but didn't get a confirmation yet.",
    "The parcel arrived with a damaged box, the content is fine though.",
    "Could you hold it for me until Saturday?",
    "Thanks so much, that was quick! 👍",
    "Do you also ship to a pickup point?",
    "It's a bit too large, can I exchange it for a smaller size?",
    "Is there a discount if I take two of them?",
    "Sorry for the late answer, I was on a train.",
    "Yes, the one from yesterday's post – the green one.",
    "Please use the same address as last time.",
];

/// The text of message `number`: its own first words, then as many sentences as people write.
pub(crate) fn text(number: u32, country: Country) -> String {
    let (order, sentences): (&str, &[&str]) = match country {
        Country::Mexico => ("Pedido", &SPANISH),
        Country::Brazil => ("Encomenda", &PORTUGUESE),
        Country::UnitedStates => ("Order", &ENGLISH),
    };
    let mut dice = Dice::new(u64::from(number) ^ 0x7E87);
    let mut text = format!("{order} {number}.");
    for _ in 0..3 + dice.below(4) {
        text.push(' ');
        text.push_str(dice.pick(sentences));
    }
    text
}
