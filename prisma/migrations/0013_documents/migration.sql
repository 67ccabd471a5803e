-- Tender documents as sets, drafts for comment, questions and answers, numbered notices with their files (1-domain §2, stages 4, 10, 13).

-- ── documents ───────────────────────────────────────────────────────────────
-- The text whose SHA-256 is the version's hash, and what changed against the version before.
ALTER TABLE tender_document ADD COLUMN manifest text NOT NULL DEFAULT '', ADD COLUMN summary text;

-- Annexes of a version: text, a file, or both.
CREATE TABLE document_part (
  document_id uuid NOT NULL REFERENCES tender_document(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  title text NOT NULL CHECK (title <> ''),
  body text NOT NULL,
  file_id uuid REFERENCES stored_file(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  file_name text,
  file_sha256 text CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
  hash text NOT NULL,
  PRIMARY KEY (document_id, ordinal),
  CHECK ((file_id IS NULL) = (file_sha256 IS NULL) AND (file_id IS NULL) = (file_name IS NULL)),
  CHECK (body <> '' OR file_id IS NOT NULL)
);
CREATE INDEX document_part_file_id_idx ON document_part(file_id);
CREATE TRIGGER document_part_append BEFORE UPDATE OR DELETE OR TRUNCATE ON document_part FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ── drafts for comment ──────────────────────────────────────────────────────
CREATE TABLE draft_document (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tender_id uuid NOT NULL REFERENCES tender(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  version integer NOT NULL CHECK (version >= 1),
  title text NOT NULL,
  body text NOT NULL,
  hash text NOT NULL,
  published_at timestamptz(3) NOT NULL,
  closes_at timestamptz(3) NOT NULL CHECK (closes_at > published_at),
  answers_published_at timestamptz(3)
);
CREATE UNIQUE INDEX draft_document_tender_id_version_key ON draft_document(tender_id, version);

-- Without a name and without an address: nobody is asked who they are.
CREATE TABLE draft_comment (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  draft_id uuid NOT NULL REFERENCES draft_document(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  number integer NOT NULL CHECK (number >= 1),
  text text NOT NULL,
  submitted_at timestamptz(3) NOT NULL,
  answer text,
  answered_at timestamptz(3),
  hidden_reason text,
  hidden_at timestamptz(3),
  CHECK ((answer IS NULL) = (answered_at IS NULL) AND (hidden_reason IS NULL) = (hidden_at IS NULL))
);
CREATE UNIQUE INDEX draft_comment_draft_id_number_key ON draft_comment(draft_id, number);

CREATE FUNCTION keep_draft() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' AND OLD.answers_published_at IS NULL
    AND (NEW.id, NEW.tender_id, NEW.version, NEW.title, NEW.body, NEW.hash, NEW.published_at, NEW.closes_at) = (OLD.id, OLD.tender_id, OLD.version, OLD.title, OLD.body, OLD.hash, OLD.published_at, OLD.closes_at) THEN
    RETURN NEW;
  END IF;
  PERFORM refuse_fixed('a draft stays as it was published');
  RETURN NULL;
END $$;
CREATE TRIGGER draft_document_fixed BEFORE UPDATE OR DELETE ON draft_document FOR EACH ROW EXECUTE FUNCTION keep_draft();

CREATE FUNCTION keep_comment() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.id, NEW.draft_id, NEW.number, NEW.text, NEW.submitted_at) = (OLD.id, OLD.draft_id, OLD.number, OLD.text, OLD.submitted_at)
    AND NOT EXISTS (SELECT FROM draft_document d WHERE d.id = OLD.draft_id AND d.answers_published_at IS NOT NULL) THEN
    RETURN NEW;
  END IF;
  PERFORM refuse_fixed('a comment stays as it was made');
  RETURN NULL;
END $$;
CREATE TRIGGER draft_comment_fixed BEFORE UPDATE OR DELETE ON draft_comment FOR EACH ROW EXECUTE FUNCTION keep_comment();

-- ── questions and answers ───────────────────────────────────────────────────
CREATE TABLE question (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tender_id uuid NOT NULL REFERENCES tender(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  number integer NOT NULL CHECK (number >= 1),
  text text NOT NULL,
  asked_at timestamptz(3) NOT NULL,
  answer text,
  answered_at timestamptz(3),
  -- The version of the documents that the answer made.
  amended_version integer,
  CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answer IS NOT NULL OR amended_version IS NULL))
);
CREATE UNIQUE INDEX question_tender_id_number_key ON question(tender_id, number);

-- Who asked, apart: the office answers without knowing.
CREATE TABLE question_author (
  question_id uuid PRIMARY KEY REFERENCES question(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  tender_id uuid NOT NULL REFERENCES tender(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  supplier_id uuid NOT NULL REFERENCES supplier(id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX question_author_tender_id_supplier_id_idx ON question_author(tender_id, supplier_id);
CREATE TRIGGER question_author_append BEFORE UPDATE OR DELETE OR TRUNCATE ON question_author FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION keep_question() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' AND OLD.answer IS NULL AND (NEW.id, NEW.tender_id, NEW.number, NEW.text, NEW.asked_at) = (OLD.id, OLD.tender_id, OLD.number, OLD.text, OLD.asked_at) THEN
    RETURN NEW;
  END IF;
  PERFORM refuse_fixed('a question stays as it was asked and answered');
  RETURN NULL;
END $$;
CREATE TRIGGER question_fixed BEFORE UPDATE OR DELETE ON question FOR EACH ROW EXECUTE FUNCTION keep_question();

-- ── notices ─────────────────────────────────────────────────────────────────
ALTER TABLE notice DROP CONSTRAINT notice_kind;
ALTER TABLE notice ADD CONSTRAINT notice_kind CHECK (kind IN ('tender','amendment','extension','shortlist','samples','proposedAward','award','experts','termination'));
DROP INDEX notice_tender_id_kind_key;
-- Documents change and deadlines move more than once; everything else is announced once.
CREATE UNIQUE INDEX notice_once ON notice(tender_id, kind) WHERE kind NOT IN ('amendment','extension');

ALTER TABLE notice ADD COLUMN serial integer;
ALTER TABLE notice DISABLE TRIGGER notice_fixed;
UPDATE notice n SET serial = o.ord FROM (SELECT id, row_number() OVER (PARTITION BY tender_id ORDER BY published_at, id) AS ord FROM notice) o WHERE o.id = n.id;
ALTER TABLE notice ENABLE TRIGGER notice_fixed;
ALTER TABLE notice ALTER COLUMN serial SET NOT NULL;
CREATE UNIQUE INDEX notice_tender_id_serial_key ON notice(tender_id, serial);

CREATE FUNCTION number_notices() RETURNS trigger LANGUAGE plpgsql AS
$$ DECLARE next integer := (SELECT coalesce(max(serial), 0) + 1 FROM notice WHERE tender_id = NEW.tender_id);
BEGIN
  NEW.serial := coalesce(NEW.serial, next);
  IF NEW.serial <> next THEN PERFORM refuse_fixed('notices are numbered without gaps'); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER notice_numbered BEFORE INSERT ON notice FOR EACH ROW EXECUTE FUNCTION number_notices();

CREATE OR REPLACE FUNCTION keep_notice() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.id, NEW.tender_id, NEW.kind, NEW.serial, NEW.number, NEW.title, NEW.body, NEW.hash, NEW.published_at) = (OLD.id, OLD.tender_id, OLD.kind, OLD.serial, OLD.number, OLD.title, OLD.body, OLD.hash, OLD.published_at)
    AND NEW.closes_at >= OLD.closes_at THEN
    RETURN NEW;
  END IF;
  PERFORM refuse_fixed('a notice stays as it was published');
  RETURN NULL;
END $$;

-- The notice on paper. Made once: whoever kept a copy compares the hash.
CREATE TABLE notice_file (
  notice_id uuid NOT NULL REFERENCES notice(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  format text NOT NULL CHECK (format IN ('pdf','docx')),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bytea NOT NULL,
  size integer NOT NULL CHECK (size > 0),
  pages integer,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (notice_id, format)
);
CREATE TRIGGER notice_file_append BEFORE UPDATE OR DELETE OR TRUNCATE ON notice_file FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Who was told of a change, and whether they have seen it.
CREATE TABLE notice_delivery (
  notice_id uuid NOT NULL REFERENCES notice(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  supplier_id uuid NOT NULL REFERENCES supplier(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  told_at timestamptz(3) NOT NULL,
  seen_at timestamptz(3),
  PRIMARY KEY (notice_id, supplier_id)
);
CREATE INDEX notice_delivery_supplier_id_idx ON notice_delivery(supplier_id);
CREATE FUNCTION keep_delivery() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' AND OLD.seen_at IS NULL AND (NEW.notice_id, NEW.supplier_id, NEW.told_at) = (OLD.notice_id, OLD.supplier_id, OLD.told_at) THEN
    RETURN NEW;
  END IF;
  PERFORM refuse_fixed('who was told stays written');
  RETURN NULL;
END $$;
CREATE TRIGGER notice_delivery_fixed BEFORE UPDATE OR DELETE ON notice_delivery FOR EACH ROW EXECUTE FUNCTION keep_delivery();

-- ── rights and walls ────────────────────────────────────────────────────────
GRANT UPDATE ON draft_document, draft_comment, question, notice_delivery TO bencao_app;

-- Until all are answered, comments are for the office; then for everybody.
CREATE POLICY walls ON draft_comment USING ((SELECT actor_watches())
  OR EXISTS (SELECT FROM draft_document d WHERE d.id = draft_id AND d.answers_published_at IS NOT NULL));
-- A question is public with its answer; until then for who answers it and who asked it.
CREATE POLICY walls ON question USING ((SELECT actor_watches()) OR answered_at IS NOT NULL
  OR EXISTS (SELECT FROM question_author a WHERE a.question_id = question.id));
-- Before the award is public nobody who runs the campaign can join a question to a supplier.
CREATE POLICY walls ON question_author USING ((SELECT actor_role()) IN ('platform','supervisor') OR supplier_id = (SELECT actor_org('supplier'))
  OR ((SELECT actor_watches()) AND EXISTS (SELECT FROM notice n WHERE n.tender_id = question_author.tender_id AND n.kind = 'award')));
CREATE POLICY walls ON notice_delivery USING ((SELECT actor_watches()) OR supplier_id = (SELECT actor_org('supplier')));
ALTER TABLE draft_comment ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE question ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE question_author ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE notice_delivery ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
