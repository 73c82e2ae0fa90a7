//! A member of one group at a time, as our pages: their credential, capabilities and lifetime, no leaf
//! extensions.

use openmls::prelude::tls_codec::Deserialize;
use openmls::prelude::*;
use openmls_basic_credential::SignatureKeyPair;
use openmls_rust_crypto::OpenMlsRustCrypto;
use serde_json::{Value, json};

use crate::{Answer, text_of, words};

const SUITE: Ciphersuite = Ciphersuite::MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519;
const SENDER_NAME: &[u8] = b"Graticule delivery";
const EXPORTED_BYTES: usize = 32;

pub struct Member {
    signer: SignatureKeyPair,
    /// One for each key package; the one before is forgotten.
    provider: OpenMlsRustCrypto,
    keys: Option<KeyPackage>,
    group: Option<MlsGroup>,
    /// Its own commit, while the service has not chosen one.
    made: Option<Vec<u8>>,
}

impl Member {
    pub fn new() -> Result<Self, String> {
        Ok(Self {
            signer: SignatureKeyPair::new(SUITE.signature_algorithm()).map_err(words)?,
            provider: OpenMlsRustCrypto::default(),
            keys: None,
            group: None,
            made: None,
        })
    }

    pub fn signature_key(&self) -> &[u8] {
        self.signer.public()
    }

    /// Outside, with a key package that serves once.
    pub fn make_keys(&mut self, credential: Vec<u8>) -> Answer {
        self.provider = OpenMlsRustCrypto::default();
        self.group = None;
        self.made = None;
        let bundle = KeyPackage::builder()
            .key_package_lifetime(for_ever())
            .leaf_node_capabilities(capabilities())
            .build(SUITE, &self.provider, &self.signer, self.named(credential))
            .map_err(words)?;
        let keys = bundle.into_key_package();
        let message = MlsMessageOut::from(keys.clone())
            .to_bytes()
            .map_err(words)?;
        self.keys = Some(keys);
        Ok(json!({ "keyPackage": text_of(&message) }))
    }

    /// A new group of one, with this external sender.
    pub fn begin(&mut self, id: &str, sender: &[u8]) -> Answer {
        let keys = self.keys.as_ref().ok_or("it has no keys")?;
        let credential = keys.leaf_node().credential().serialized_content().to_vec();
        let sender = ExternalSender::new(
            sender.into(),
            BasicCredential::new(SENDER_NAME.into()).into(),
        );
        let config = MlsGroupCreateConfig::builder()
            .ciphersuite(SUITE)
            .capabilities(capabilities())
            .lifetime(for_ever())
            .wire_format_policy(PURE_PLAINTEXT_WIRE_FORMAT_POLICY)
            .use_ratchet_tree_extension(true)
            .with_group_context_extensions(
                Extensions::single(Extension::ExternalSenders(vec![sender])).map_err(words)?,
            )
            .build();
        let group = MlsGroup::new_with_group_id(
            &self.provider,
            &self.signer,
            &config,
            GroupId::from_slice(id.as_bytes()),
            self.named(credential),
        );
        self.group = Some(group.map_err(words)?);
        Ok(json!({}))
    }

    /// Commits exactly these proposals; none: a rotation. `path`: even where none is needed.
    pub fn commit(&mut self, proposals: &[Vec<u8>], path: bool) -> Answer {
        self.take(proposals)?;
        let Self {
            group,
            provider,
            signer,
            ..
        } = self;
        let group = group.as_mut().ok_or("it is in no group")?;
        let (commit, welcome, _) = group
            .commit_builder()
            .consume_proposal_store(true)
            .force_self_update(path || proposals.is_empty())
            .load_psks(provider.storage())
            .map_err(words)?
            .build(provider.rand(), provider.crypto(), signer, |_| true)
            .map_err(words)?
            .stage_commit(provider)
            .map_err(words)?
            .into_messages();
        let commit = commit.to_bytes().map_err(words)?;
        let welcome = welcome
            .map(|one| one.to_bytes())
            .transpose()
            .map_err(words)?;
        let answer =
            json!({ "commit": text_of(&commit), "welcome": welcome.map(|one| text_of(&one)) });
        self.made = Some(commit);
        Ok(answer)
    }

    /// The next epoch, by a commit of exactly these proposals, its own or another's.
    pub fn apply(&mut self, proposals: &[Vec<u8>], commit: &[u8]) -> Answer {
        if self.made.take().as_deref() == Some(commit) {
            let group = self.group.as_mut().ok_or("it is in no group")?;
            group.merge_pending_commit(&self.provider).map_err(words)?;
            return Ok(json!({}));
        }
        self.take(proposals)?;
        let group = self.group.as_mut().ok_or("it is in no group")?;
        let processed = group
            .process_message(&self.provider, public(commit)?)
            .map_err(words)?;
        let ProcessedMessageContent::StagedCommitMessage(staged) = processed.into_content() else {
            return Err("it is no commit of another".into());
        };
        if staged.queued_proposals().count() != proposals.len() {
            return Err("it commits something else".into());
        }
        group
            .merge_staged_commit(&self.provider, *staged)
            .map_err(words)?;
        Ok(json!({}))
    }

    /// Joins by a welcome; `isFor` is false where it is for other keys.
    pub fn enter(&mut self, welcome: &[u8]) -> Answer {
        let MlsMessageBodyIn::Welcome(welcome) = message(welcome)?.extract() else {
            return Err("it is no welcome".into());
        };
        let keys = self.keys.as_ref().ok_or("it has no keys")?;
        let own = keys.hash_ref(self.provider.crypto()).map_err(words)?;
        if !welcome.secrets().iter().any(|one| one.new_member() == own) {
            return Ok(json!({ "isFor": false }));
        }
        let config = MlsGroupJoinConfig::builder()
            .wire_format_policy(PURE_PLAINTEXT_WIRE_FORMAT_POLICY)
            .use_ratchet_tree_extension(true)
            .build();
        let group = StagedWelcome::new_from_welcome(&self.provider, &config, welcome, None)
            .and_then(|staged| staged.into_group(&self.provider))
            .map_err(words)?;
        self.group = Some(group);
        Ok(json!({ "isFor": true }))
    }

    /// Where it stands, and what its epoch exports under this label.
    pub fn standing(&self, label: &str) -> Answer {
        let group = self.group.as_ref().ok_or("it is in no group")?;
        let exported = group.export_secret(self.provider.crypto(), label, &[], EXPORTED_BYTES);
        let people = group.members().map(|one| {
            json!({
                "leaf": one.index.u32(),
                "credential": text_of(one.credential.serialized_content()),
                "signatureKey": text_of(&one.signature_key),
            })
        });
        Ok(json!({
            "group": String::from_utf8_lossy(group.group_id().as_slice()),
            "epoch": group.epoch().as_u64(),
            "authenticator": text_of(group.epoch_authenticator().as_slice()),
            "exported": text_of(&exported.map_err(words)?),
            "people": people.collect::<Vec<Value>>(),
        }))
    }

    /// Processes exactly these proposals, each of the external sender with index 0.
    fn take(&mut self, proposals: &[Vec<u8>]) -> Result<(), String> {
        self.made = None;
        let Self {
            group, provider, ..
        } = self;
        let group = group.as_mut().ok_or("it is in no group")?;
        group
            .clear_pending_commit(provider.storage())
            .map_err(words)?;
        group
            .clear_pending_proposals(provider.storage())
            .map_err(words)?;
        for proposal in proposals {
            let processed = group
                .process_message(provider, public(proposal)?)
                .map_err(words)?;
            let first = Sender::External(SenderExtensionIndex::new(0));
            if *processed.sender() != first {
                return Err("it is not of the first external sender".into());
            }
            let ProcessedMessageContent::ProposalMessage(proposal) = processed.into_content()
            else {
                return Err("it is no proposal".into());
            };
            group
                .store_pending_proposal(provider.storage(), *proposal)
                .map_err(words)?;
        }
        Ok(())
    }

    fn named(&self, credential: Vec<u8>) -> CredentialWithKey {
        CredentialWithKey {
            credential: BasicCredential::new(credential).into(),
            signature_key: self.signer.public().into(),
        }
    }
}

fn message(bytes: &[u8]) -> Result<MlsMessageIn, String> {
    MlsMessageIn::tls_deserialize_exact(bytes).map_err(words)
}

fn public(bytes: &[u8]) -> Result<ProtocolMessage, String> {
    message(bytes)?.try_into_protocol_message().map_err(words)
}

fn capabilities() -> Capabilities {
    let basic = [CredentialType::Basic];
    Capabilities::new(
        Some(&[ProtocolVersion::Mls10]),
        Some(&[SUITE]),
        Some(&[]),
        Some(&[]),
        Some(&basic),
    )
}

fn for_ever() -> Lifetime {
    Lifetime::init(0, u64::MAX)
}
