-- Evidence files, sealed by the audit log (2-integrity §1, §2): written once.
CREATE TABLE evidence (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tender_id uuid NOT NULL REFERENCES tender(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  kind text NOT NULL CHECK (kind IN ('draw','opening-1','opening-2','scores','ranking','allocation')),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size integer NOT NULL,
  content bytea NOT NULL,
  row_seq bigint NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
-- Already compressed: trying again only costs time.
ALTER TABLE evidence ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX evidence_tender_id_kind_key ON evidence(tender_id, kind);
CREATE TRIGGER evidence_append BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
