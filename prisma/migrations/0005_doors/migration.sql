-- People's doors (2-integrity §5): the second person, the second factor, sessions that can be told apart, other sign-ins.

-- What one person proposed and another has to confirm. `args` is shown; secrets in it are keyed hashes.
CREATE TABLE proposal (
  id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  tender_id uuid REFERENCES tender(id) ON DELETE CASCADE ON UPDATE CASCADE,
  action text NOT NULL,
  args jsonb NOT NULL,
  args_hash text NOT NULL CHECK (args_hash ~ '^[0-9a-f]{64}$'),
  proposed_by uuid NOT NULL REFERENCES app_user(id) ON DELETE CASCADE ON UPDATE CASCADE,
  at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(3) NOT NULL,
  approved_by uuid,
  executed_at timestamptz(3),
  withdrawn_at timestamptz(3),
  CONSTRAINT proposal_two_people CHECK (approved_by <> proposed_by),
  CONSTRAINT proposal_one_end CHECK (executed_at IS NULL OR withdrawn_at IS NULL),
  CONSTRAINT proposal_executed CHECK ((executed_at IS NULL) = (approved_by IS NULL))
);
CREATE INDEX proposal_action_args_hash_idx ON proposal(action, args_hash);

-- The second factor. Secrets are AES-256-GCM under a key outside the database; a code counts once.
ALTER TABLE app_user ADD COLUMN totp_sealed bytea;
ALTER TABLE app_user ADD COLUMN totp_pending bytea;
ALTER TABLE app_user ADD COLUMN totp_step bigint NOT NULL DEFAULT 0;

CREATE TABLE recovery_code (
  user_id uuid NOT NULL REFERENCES app_user(id) ON DELETE CASCADE ON UPDATE CASCADE,
  hash bytea NOT NULL CHECK (length(hash) = 32),
  used_at timestamptz(3),
  PRIMARY KEY (user_id, hash)
);

CREATE TABLE passkey (
  id text NOT NULL PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user(id) ON DELETE CASCADE ON UPDATE CASCADE,
  name text NOT NULL,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text[],
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_used_at timestamptz(3)
);
CREATE INDEX passkey_user_id_idx ON passkey(user_id);

-- Sessions: which browser, from where, when the factor was passed, when it was shown again.
ALTER TABLE session ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE session ADD COLUMN factor_at timestamptz(3);
ALTER TABLE session ADD COLUMN stepped_up_at timestamptz(3);
ALTER TABLE session ADD COLUMN address text NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN agent text NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN challenge text;
-- The cookie before the last step-up: what the page asked with it meanwhile is still answered, for seconds.
ALTER TABLE session ADD COLUMN previous_hash bytea;
CREATE UNIQUE INDEX session_id_key ON session(id);
CREATE INDEX session_previous_hash_idx ON session(previous_hash);

-- A changed role or a closed account ends every session, whoever changes it.
CREATE FUNCTION end_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM session WHERE user_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER app_user_sessions AFTER UPDATE OF role, disabled_at ON app_user FOR EACH ROW
  WHEN (OLD.role <> NEW.role OR (NEW.disabled_at IS NOT NULL AND OLD.disabled_at IS NULL)) EXECUTE FUNCTION end_sessions();

-- A link that sets a new password once.
CREATE TABLE password_reset (
  token_hash bytea NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
  user_id uuid NOT NULL REFERENCES app_user(id) ON DELETE CASCADE ON UPDATE CASCADE,
  issued_by uuid NOT NULL,
  issued_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3)
);
CREATE INDEX password_reset_user_id_idx ON password_reset(user_id);

-- Sign-in elsewhere, bound by the signed-in person and by nothing else.
CREATE TABLE oidc_identity (
  issuer text NOT NULL,
  subject text NOT NULL,
  user_id uuid NOT NULL REFERENCES app_user(id) ON DELETE CASCADE ON UPDATE CASCADE,
  bound_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (issuer, subject)
);
CREATE UNIQUE INDEX oidc_identity_issuer_user_id_key ON oidc_identity(issuer, user_id);
