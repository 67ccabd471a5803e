-- The sealing ceremony (2-integrity §1): officers' long-lived keys, the drill, versions of a round's policy, signed hand-ins.
ALTER TABLE app_user ADD COLUMN signing_key bytea;
ALTER TABLE app_user ADD CONSTRAINT app_user_signing_key CHECK (length(signing_key) = 32);
CREATE UNIQUE INDEX app_user_signing_key_key ON app_user (signing_key);
-- The code under which dummy bids are sealed in a drill.
ALTER TABLE supplier ADD CONSTRAINT supplier_is_no_drill CHECK (code <> 'DRILL');

ALTER TABLE price_round
  ADD COLUMN policy_version integer NOT NULL DEFAULT 1,
  ADD COLUMN restart_reason text,
  ADD COLUMN drill_envelope bytea,
  ADD COLUMN drill_digest bytea;
ALTER TABLE price_round ADD CONSTRAINT price_round_version CHECK (policy_version >= 1);

CREATE TABLE round_policy (
  round_id uuid NOT NULL REFERENCES price_round(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  version integer NOT NULL CHECK (version >= 1),
  policy text NOT NULL,
  hash text NOT NULL,
  reason text,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (round_id, version)
);
INSERT INTO round_policy SELECT id, 1, policy, policy_hash, NULL, clock_timestamp() FROM price_round WHERE policy IS NOT NULL;
CREATE TRIGGER round_policy_append BEFORE UPDATE OR DELETE OR TRUNCATE ON round_policy FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE officer_key
  ADD COLUMN policy_version integer NOT NULL DEFAULT 1,
  ADD COLUMN drill_share bytea,
  ADD COLUMN drill_salt bytea;
ALTER TABLE officer_key DROP CONSTRAINT officer_key_pkey;
ALTER TABLE officer_key ADD PRIMARY KEY (round_id, policy_version, user_id);
DROP INDEX officer_key_round_id_ordinal_key;
CREATE UNIQUE INDEX officer_key_round_id_policy_version_ordinal_key ON officer_key (round_id, policy_version, ordinal);
ALTER TABLE officer_key ADD CONSTRAINT officer_key_drill CHECK ((drill_share IS NULL) = (drill_salt IS NULL));

ALTER TABLE sealed_bid ADD COLUMN policy_version integer NOT NULL DEFAULT 1;

CREATE TABLE share_hand_in (
  round_id uuid NOT NULL REFERENCES price_round(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  policy_version integer NOT NULL,
  ordinal integer NOT NULL,
  part_hash text NOT NULL,
  sealed_bid_ids uuid[] CHECK (sealed_bid_ids IS NOT NULL),
  signature bytea NOT NULL CHECK (length(signature) = 64),
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (round_id, policy_version, ordinal, part_hash)
);
CREATE TRIGGER share_hand_in_append BEFORE UPDATE OR DELETE OR TRUNCATE ON share_hand_in FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Within one version of its policy a round never goes back and its policy and manifest stay. Only a new version, the next
-- one, may take it back to its officers, and never once it is opened.
CREATE OR REPLACE FUNCTION keep_round_one_way() RETURNS trigger LANGUAGE plpgsql AS
$$ DECLARE steps text[] := ARRAY['keying','signing','open','closed','opening','opened'];
BEGIN
  IF NEW.policy_version <> OLD.policy_version THEN
    IF NEW.policy_version <> OLD.policy_version + 1 THEN RAISE EXCEPTION 'policy versions have no gap'; END IF;
    IF OLD.status = 'opened' THEN RAISE EXCEPTION 'an opened price round never goes back'; END IF;
    IF NEW.status NOT IN ('keying','signing') THEN RAISE EXCEPTION 'a new policy has to be signed'; END IF;
    IF NEW.manifest IS NOT NULL OR NEW.manifest_hash IS NOT NULL THEN RAISE EXCEPTION 'a new policy has no opening manifest yet'; END IF;
    IF NEW.policy_hash IS NOT NULL AND NEW.policy_hash = OLD.policy_hash THEN RAISE EXCEPTION 'a new version needs a new policy'; END IF;
    IF coalesce(NEW.restart_reason, '') = '' THEN RAISE EXCEPTION 'a new version needs a reason'; END IF;
    RETURN NEW;
  END IF;
  IF array_position(steps, NEW.status) < array_position(steps, OLD.status) THEN RAISE EXCEPTION 'a price round never goes back'; END IF;
  IF OLD.policy_hash IS NOT NULL AND (NEW.policy_hash, NEW.policy) IS DISTINCT FROM (OLD.policy_hash, OLD.policy) THEN RAISE EXCEPTION 'the sealing policy is fixed'; END IF;
  IF OLD.policy_hash IS NOT NULL AND NEW.closes_at IS DISTINCT FROM OLD.closes_at THEN RAISE EXCEPTION 'the deadline is part of the policy'; END IF;
  IF OLD.manifest_hash IS NOT NULL AND (NEW.manifest_hash, NEW.manifest) IS DISTINCT FROM (OLD.manifest_hash, OLD.manifest) THEN RAISE EXCEPTION 'the opening manifest is fixed'; END IF;
  RETURN NEW;
END $$;

-- An officer's key is fixed with the policy that names it; what was signed stays.
CREATE FUNCTION keep_officer_key() RETURNS trigger LANGUAGE plpgsql AS
$$ DECLARE round record;
BEGIN
  SELECT status, policy_version INTO round FROM price_round WHERE id = OLD.round_id;
  IF TG_OP = 'UPDATE' AND NEW.policy_version = OLD.policy_version AND round.policy_version = OLD.policy_version THEN
    IF round.status = 'keying' THEN RETURN NEW; END IF;
    IF round.status = 'signing' AND OLD.policy_signature IS NULL
      AND (NEW.user_id, NEW.ordinal, NEW.public_key, NEW.signing_key) = (OLD.user_id, OLD.ordinal, OLD.public_key, OLD.signing_key)
    THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'an officer''s key is fixed with its policy' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER officer_key_fixed BEFORE UPDATE OR DELETE ON officer_key FOR EACH ROW EXECUTE FUNCTION keep_officer_key();
