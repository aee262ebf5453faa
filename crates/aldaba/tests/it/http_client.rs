//! The client that every call to Graph goes through.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(10);

/// Reads one request, and answers it.
fn answer(stream: &mut TcpStream) {
    let mut request = BufReader::new(stream.try_clone().unwrap());
    let mut line = String::new();
    while request.read_line(&mut line).unwrap() > 2 {
        line.clear();
    }
    stream
        .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")
        .unwrap();
}

/// The server takes one connection and no other: a second one would never be answered.
#[tokio::test]
async fn calls_share_a_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        for _ in 0..3 {
            answer(&mut stream);
        }
    });
    let http = aldaba::http_client::build().unwrap();
    for _ in 0..3 {
        let asked = http.get(&url).timeout(PATIENCE).send();
        let answer = asked.await.unwrap();
        assert_eq!(answer.text().await.unwrap(), "ok");
    }
    server.join().unwrap();
}
