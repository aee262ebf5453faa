//! One keep-alive connection: a request out, an answer in.

use super::Address;
use anyhow::{Result, bail};
use std::io;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A server that says nothing for so long has failed.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct Connection {
    stream: TcpStream,
    /// What was read: one answer, since nothing is sent before the last one came.
    buffer: Vec<u8>,
}

/// What the server said.
#[derive(Debug)]
pub(crate) struct Answer<'a> {
    pub(crate) status: u16,
    pub(crate) body: &'a [u8],
}

/// Where an answer's parts stand in the buffer.
struct Head {
    status: u16,
    body: usize,
    length: usize,
}

impl Connection {
    pub(crate) async fn open(address: &Address) -> io::Result<Self> {
        let stream = TcpStream::connect(&address.authority).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(4_096),
        })
    }

    /// Sends one request and waits for its answer. After an error the connection is of no use.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> io::Result<Answer<'_>> {
        let head = tokio::time::timeout(PATIENCE, self.converse(request))
            .await
            .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
        Ok(Answer {
            status: head.status,
            body: &self.buffer[head.body..head.body + head.length],
        })
    }

    async fn converse(&mut self, request: &[u8]) -> io::Result<Head> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if let Some(head) = Head::read(&self.buffer)?
                && self.buffer.len() >= head.body + head.length
            {
                return Ok(head);
            }
        }
    }

    /// A request with a JSON body or none, as the API's other clients make it.
    pub(crate) async fn call(&mut self, request: &Call<'_>) -> Result<(u16, serde_json::Value)> {
        let bytes = request.to_bytes();
        let answer = self.exchange(&bytes).await?;
        let body = if answer.body.is_empty() {
            serde_json::Value::Null
        } else {
            serde_json::from_slice(answer.body)?
        };
        Ok((answer.status, body))
    }
}

/// A request to the API.
pub(crate) struct Call<'a> {
    pub(crate) method: &'static str,
    pub(crate) address: Address,
    pub(crate) token: Option<&'a str>,
    /// The same key is the same request, however often it is made.
    pub(crate) key: Option<&'a str>,
    pub(crate) body: Option<serde_json::Value>,
}

impl Call<'_> {
    fn to_bytes(&self) -> Vec<u8> {
        let Address { authority, path } = &self.address;
        let body = self
            .body
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let token = self.token.map_or(String::new(), |token| {
            format!("authorization: Bearer {token}\r\n")
        });
        let key = self
            .key
            .map_or(String::new(), |key| format!("idempotency-key: {key}\r\n"));
        let kind = self
            .body
            .as_ref()
            .map_or("", |_| "content-type: application/json\r\n");
        format!(
            "{} {path} HTTP/1.1\r\nhost: {authority}\r\naccept: application/json\r\n{token}{key}{kind}content-length: {}\r\n\r\n{body}",
            self.method,
            body.len()
        )
        .into_bytes()
    }
}

/// A page as text.
pub(crate) async fn get(connection: &mut Connection, address: &Address) -> Result<String> {
    let call = Call {
        method: "GET",
        address: address.clone(),
        token: None,
        key: None,
        body: None,
    };
    let answer = connection.exchange(&call.to_bytes()).await?;
    if answer.status != 200 {
        bail!("{} was answered {}", address.path, answer.status);
    }
    Ok(String::from_utf8_lossy(answer.body).into_owned())
}

/// The body of an answer that must be a success.
pub(crate) fn expect_success(
    (status, body): (u16, serde_json::Value),
) -> Result<serde_json::Value> {
    if !(200..300).contains(&status) {
        bail!("the server answered {status}: {body}");
    }
    Ok(body)
}

impl Head {
    /// None until the whole head has come.
    fn read(bytes: &[u8]) -> io::Result<Option<Self>> {
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
            return Ok(None);
        };
        let text = std::str::from_utf8(&bytes[..end]).map_err(|_| odd("its head is not text"))?;
        let mut lines = text.split("\r\n");
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1))
            .and_then(|status| status.parse().ok())
            .ok_or_else(|| odd("it has no status"))?;
        let mut length = 0;
        for line in lines {
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            if name.eq_ignore_ascii_case("content-length") {
                length = value
                    .trim()
                    .parse()
                    .map_err(|_| odd("its length is no number"))?;
            }
            if name.eq_ignore_ascii_case("transfer-encoding") {
                return Err(odd("it comes in chunks, which the bench does not read"));
            }
        }
        Ok(Some(Self {
            status,
            body: end + 4,
            length,
        }))
    }
}

fn odd(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("an odd answer: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_once_it_is_whole() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        let head = Head::read(answer).unwrap().unwrap();
        assert_eq!((head.status, head.length, head.body), (200, 2, 38));
        assert!(Head::read(&answer[..30]).unwrap().is_none());
    }

    #[test]
    fn a_head_without_a_length_has_no_body() {
        let head = Head::read(b"HTTP/1.1 503 Service Unavailable\r\n\r\n")
            .unwrap()
            .unwrap();
        assert_eq!((head.status, head.length), (503, 0));
        assert!(Head::read(b"what\r\n\r\n").is_err());
    }

    #[test]
    fn a_call_is_a_request() {
        let call = Call {
            method: "POST",
            address: Address::parse("http://127.0.0.1:1/a").unwrap(),
            token: Some("t"),
            key: Some("k"),
            body: Some(serde_json::json!({"a": 1})),
        };
        let text = String::from_utf8(call.to_bytes()).unwrap();
        assert!(
            text.starts_with("POST /a HTTP/1.1\r\nhost: 127.0.0.1:1\r\n"),
            "{text}"
        );
        assert!(
            text.contains("idempotency-key: k\r\n")
                && text.ends_with("content-length: 7\r\n\r\n{\"a\":1}"),
            "{text}"
        );
    }
}
