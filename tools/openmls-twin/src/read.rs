//! Reads one message without any group.

use openmls::prelude::tls_codec::{Deserialize, Serialize};
use openmls::prelude::*;
use openmls_rust_crypto::OpenMlsRustCrypto;
use serde_json::{Value, json};

use crate::{Answer, text_of, words};

/// Its content, and whether this is its only encoding (RFC 9420 section 2.1). An error: not one whole message.
pub fn read(bytes: &[u8]) -> Answer {
    let message = MlsMessageIn::tls_deserialize_exact(bytes).map_err(words)?;
    let again = message.tls_serialize_detached().map_err(words)?;
    let mut said = match message.extract() {
        MlsMessageBodyIn::KeyPackage(one) => key_package(one),
        MlsMessageBodyIn::Welcome(one) => json!({ "is": "welcome", "for": one.secrets().len() }),
        MlsMessageBodyIn::PublicMessage(one) => public(one),
        MlsMessageBodyIn::PrivateMessage(_) => json!({ "is": "private" }),
        MlsMessageBodyIn::GroupInfo(_) => json!({ "is": "group info" }),
    };
    said["isSpelledSo"] = json!(again == bytes);
    Ok(said)
}

fn key_package(read: KeyPackageIn) -> Value {
    let CredentialWithKey {
        credential,
        signature_key,
    } = read.unverified_credential();
    let valid = read.validate(
        OpenMlsRustCrypto::default().crypto(),
        ProtocolVersion::Mls10,
    );
    json!({
        "is": "key package",
        "credential": text_of(credential.serialized_content()),
        "isBasic": credential.credential_type() == CredentialType::Basic,
        "signatureKey": text_of(signature_key.as_slice()),
        "fault": valid.err().map(words),
    })
}

fn public(read: PublicMessageIn) -> Value {
    let leaf = match read.sender() {
        Sender::Member(leaf) => Some(leaf.u32()),
        _ => None,
    };
    let is = match read.content_type() {
        ContentType::Application => "application",
        ContentType::Proposal => "proposal",
        ContentType::Commit => "commit",
    };
    json!({
        "is": is,
        "group": text_of(read.group_id().as_slice()),
        // Larger than what JSON's readers tell apart.
        "epoch": read.epoch().as_u64().to_string(),
        "leaf": leaf,
    })
}
