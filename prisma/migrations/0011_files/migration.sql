-- Files: content once by its SHA-256, an entry per owner, uploads in pieces, and which file proves which answer.

CREATE TABLE stored_blob (
  sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes integer NOT NULL CHECK (bytes > 0),
  type text NOT NULL CHECK (type IN ('pdf','png','jpeg','webp','xlsx','docx','csv')),
  pages integer,
  scan text NOT NULL CHECK (scan IN ('clean','infected','unscanned')),
  text_status text NOT NULL CHECK (text_status IN ('none','pending','done','failed')),
  text text,
  meta jsonb NOT NULL DEFAULT '{}',
  stored_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX stored_blob_text_status_idx ON stored_blob(text_status) WHERE text_status = 'pending';

CREATE TABLE stored_file (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  owner_role text NOT NULL CHECK (owner_role <> ''),
  owner_id uuid NOT NULL,
  sha256 text NOT NULL REFERENCES stored_blob(sha256) ON DELETE RESTRICT ON UPDATE CASCADE,
  name text NOT NULL,
  uploaded_by uuid NOT NULL,
  uploaded_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX stored_file_owner_role_owner_id_sha256_key ON stored_file(owner_role, owner_id, sha256);
CREATE INDEX stored_file_sha256_idx ON stored_file(sha256);

CREATE TABLE file_upload (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  owner_role text NOT NULL CHECK (owner_role <> ''),
  owner_id uuid NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes integer NOT NULL CHECK (bytes > 0),
  received integer NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND bytes),
  name text NOT NULL,
  started_by uuid NOT NULL,
  expires_at timestamptz(3) NOT NULL
);
CREATE UNIQUE INDEX file_upload_owner_role_owner_id_sha256_key ON file_upload(owner_role, owner_id, sha256);
CREATE INDEX file_upload_expires_at_idx ON file_upload(expires_at);

CREATE TABLE upload_piece (
  upload_id uuid NOT NULL REFERENCES file_upload(id) ON DELETE CASCADE ON UPDATE CASCADE,
  at_byte integer NOT NULL,
  bytes integer NOT NULL CHECK (bytes > 0),
  key text NOT NULL,
  PRIMARY KEY (upload_id, at_byte)
);

CREATE TABLE answer_evidence (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tender_id uuid NOT NULL REFERENCES tender(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  supplier_id uuid NOT NULL REFERENCES supplier(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  subject_key text NOT NULL,
  indicator_code text NOT NULL,
  file_id uuid NOT NULL REFERENCES stored_file(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  note text,
  first_page integer CHECK (first_page >= 1),
  last_page integer CHECK (last_page >= first_page),
  valid_until date,
  attached_at timestamptz(3) NOT NULL
);
CREATE UNIQUE INDEX answer_evidence_once_key ON answer_evidence(tender_id, supplier_id, subject_key, indicator_code, file_id);
CREATE INDEX answer_evidence_file_id_idx ON answer_evidence(file_id);

-- ── what stays ──────────────────────────────────────────────────────────────
CREATE FUNCTION keep_blob() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF (NEW.sha256, NEW.bytes, NEW.type, NEW.pages, NEW.stored_at) IS DISTINCT FROM (OLD.sha256, OLD.bytes, OLD.type, OLD.pages, OLD.stored_at) THEN
    PERFORM refuse_fixed('stored content is fixed');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stored_blob_fixed BEFORE UPDATE ON stored_blob FOR EACH ROW EXECUTE FUNCTION keep_blob();
CREATE TRIGGER stored_file_fixed BEFORE UPDATE ON stored_file FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- After declarations are closed nobody adds, takes away or redates what proves an answer.
CREATE FUNCTION refuse_closed_evidence() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF EXISTS (SELECT 1 FROM changed c JOIN tender t ON t.id = c.tender_id WHERE t.stage <> 'declaration') THEN
    PERFORM refuse_fixed('declarations are closed');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER answer_evidence_closed_i AFTER INSERT ON answer_evidence REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_closed_evidence();
CREATE TRIGGER answer_evidence_closed_u AFTER UPDATE ON answer_evidence REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_closed_evidence();
CREATE TRIGGER answer_evidence_closed_d AFTER DELETE ON answer_evidence REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_closed_evidence();

-- ── rights and walls ────────────────────────────────────────────────────────
GRANT UPDATE, DELETE ON stored_blob, file_upload, upload_piece, answer_evidence TO bencao_app;
GRANT DELETE ON stored_file TO bencao_app;

-- Whose files are the actor's own: those of the organisation; a key officer's are personal; offices have one owner each.
CREATE FUNCTION actor_owner() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(nullif(split_part(current_setting('bencao.actor', true), ' ', 2), '')::uuid,
     CASE WHEN actor_role() = 'officer' THEN actor_user() END, '00000000-0000-0000-0000-000000000000') $$;
CREATE FUNCTION actor_reads_files() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT actor_role() IN ('platform','office','supervisor','auditor') $$;

CREATE POLICY walls ON answer_evidence USING ((SELECT actor_reads_files()) OR supplier_id = (SELECT actor_org('supplier'))
  OR EXISTS (SELECT FROM review_sheet r WHERE r.expert_id = (SELECT actor_org('expert')) AND r.status <> 'void'
    AND r.tender_id = answer_evidence.tender_id AND r.supplier_id = answer_evidence.supplier_id AND r.subject_key = answer_evidence.subject_key));
-- An expert reads a file through the evidence that an own sheet shows; another way to read files is another policy.
CREATE POLICY walls ON stored_file USING ((SELECT actor_reads_files())
  OR (owner_role = (SELECT actor_role()) AND owner_id = (SELECT actor_owner()))
  OR ((SELECT actor_role()) = 'expert' AND EXISTS (SELECT FROM answer_evidence e WHERE e.file_id = stored_file.id)));
CREATE POLICY walls ON stored_blob USING ((SELECT actor_reads_files()) OR EXISTS (SELECT FROM stored_file f WHERE f.sha256 = stored_blob.sha256));
CREATE POLICY walls ON file_upload USING ((SELECT actor_role()) = 'platform' OR (owner_role = (SELECT actor_role()) AND owner_id = (SELECT actor_owner())));
CREATE POLICY walls ON upload_piece USING ((SELECT actor_role()) = 'platform' OR EXISTS (SELECT FROM file_upload u WHERE u.id = upload_id));
ALTER TABLE answer_evidence ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE stored_file ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE stored_blob ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE file_upload ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE upload_piece ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
