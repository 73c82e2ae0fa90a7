-- What hosts did that a later reader of the history asks about, and as what: never who, never about whom.
CREATE TABLE host_act (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  room     text NOT NULL REFERENCES room (name) ON DELETE CASCADE,
  at       timestamptz NOT NULL DEFAULT now(),
  kind     text NOT NULL CHECK (kind IN ('co-host-named', 'co-host-ended', 'pass-made', 'pass-taken-back',
             'removed', 'removed-for-good', 'allowed-again', 'sent-to-lobby',
             'locked', 'unlocked', 'lobby-set', 'lobby-lifted', 'second-check-changed', 'ended')),
  -- host: by the management link or as the owner, too. service: under its terms.
  acted_as text NOT NULL CHECK (acted_as IN ('host', 'co-host', 'acting', 'service')),
  CHECK (acted_as <> 'service' OR kind = 'ended')
);
CREATE INDEX host_act_room ON host_act (room, id);
CREATE TRIGGER host_act_is_history BEFORE UPDATE OR DELETE ON host_act
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER host_act_is_not_truncated BEFORE TRUNCATE ON host_act
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER host_act_is_apart BEFORE INSERT ON host_act
  FOR EACH STATEMENT EXECUTE FUNCTION apart_from_desk('host');

-- As what somebody changed a meeting's rule. Null: it was made with the meeting, or before this column.
ALTER TABLE rule_event
  ADD COLUMN acted_as text CHECK (acted_as IN ('host', 'co-host', 'acting')),
  ADD CHECK (acted_as IS NULL OR room IS NOT NULL);
