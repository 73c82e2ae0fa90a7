//! A second implementation of MLS (RFC 9420) beside ts-mls, for tests alone: OpenMLS.
//!
//! Reads one JSON object with `does` a line, and writes one: the answer, `error` in words, or `panic`.
//! Bytes are base64url. It holds members, each with keys and at most one group, and reads single
//! messages.

mod member;
mod read;

use std::collections::HashMap;
use std::io::{BufRead, Write, stdin, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::member::Member;

pub type Answer = Result<Value, String>;

fn main() {
    let mut members = HashMap::new();
    for line in stdin().lock().lines() {
        let line = line.expect("the other end writes lines of UTF-8");
        let asked: Value = serde_json::from_str(&line).expect("the other end writes JSON");
        let answer = guarded(|| answer(&mut members, &asked));
        let mut out = stdout().lock();
        writeln!(out, "{answer}").expect("the other end reads");
        out.flush().expect("the other end reads");
    }
}

/// Whatever happens, one answer.
fn guarded(work: impl FnOnce() -> Answer) -> Value {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(answer)) => answer,
        Ok(Err(error)) => json!({ "error": error }),
        Err(panic) => {
            let words = panic.downcast_ref::<String>().cloned();
            let words = words.or_else(|| panic.downcast_ref::<&str>().map(|text| text.to_string()));
            json!({ "panic": words.unwrap_or_default() })
        }
    }
}

fn answer(members: &mut HashMap<u64, Member>, asked: &Value) -> Answer {
    let does = text(asked, "does")?;
    if does == "read" {
        let messages = texts(asked, "messages")?;
        let read = |message: &String| guarded(|| read::read(&bytes_of(message)?));
        return Ok(json!({ "read": messages.iter().map(read).collect::<Vec<_>>() }));
    }
    let id = asked["member"].as_u64().ok_or("member is no number")?;
    if does == "come" {
        let member = Member::new()?;
        let key = text_of(member.signature_key());
        members.insert(id, member);
        return Ok(json!({ "signatureKey": key }));
    }
    if does == "go" {
        members.remove(&id);
        return Ok(json!({}));
    }
    let member = members.get_mut(&id).ok_or("there is no such member")?;
    match does.as_str() {
        "keys" => member.make_keys(bytes(asked, "credential")?),
        "begin" => member.begin(&text(asked, "group")?, &bytes(asked, "sender")?),
        "commit" => member.commit(&list(asked, "proposals")?, asked["path"] == true),
        "apply" => member.apply(&list(asked, "proposals")?, &bytes(asked, "commit")?),
        "enter" => member.enter(&bytes(asked, "welcome")?),
        "stand" => member.standing(&text(asked, "label")?),
        _ => Err(format!("it can't {does}")),
    }
}

fn text(asked: &Value, name: &str) -> Result<String, String> {
    let value = asked[name].as_str().ok_or(format!("{name} is no text"))?;
    Ok(value.to_string())
}

fn texts(asked: &Value, name: &str) -> Result<Vec<String>, String> {
    serde_json::from_value(asked[name].clone()).map_err(words)
}

fn bytes(asked: &Value, name: &str) -> Result<Vec<u8>, String> {
    bytes_of(&text(asked, name)?)
}

fn list(asked: &Value, name: &str) -> Result<Vec<Vec<u8>>, String> {
    texts(asked, name)?
        .iter()
        .map(|one| bytes_of(one))
        .collect()
}

fn bytes_of(text: &str) -> Result<Vec<u8>, String> {
    URL_SAFE_NO_PAD.decode(text).map_err(words)
}

pub fn text_of(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// An error with all that the library says of it.
pub fn words(error: impl std::fmt::Debug) -> String {
    format!("{error:?}")
}
