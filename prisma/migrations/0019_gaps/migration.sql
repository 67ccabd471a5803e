-- Photos that the desk takes of a sample at its reception (取样照片): part of its custody, beside the supplier's own sample
-- and never beside a blind code.
CREATE TABLE sample_photo (
  sample_id uuid NOT NULL REFERENCES sample(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  file_id uuid NOT NULL REFERENCES stored_file(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  at timestamptz(3) NOT NULL,
  by_id uuid NOT NULL REFERENCES app_user(id),
  PRIMARY KEY (sample_id, file_id)
);
CREATE INDEX sample_photo_file_id_idx ON sample_photo(file_id);
CREATE TRIGGER sample_photo_append BEFORE UPDATE OR DELETE OR TRUNCATE ON sample_photo FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON sample_photo TO bencao_app;

-- Its own supplier sees them, and who runs or watches the review; a laboratory or an expert never does.
CREATE POLICY walls ON sample_photo USING ((SELECT actor_tests())
  OR EXISTS (SELECT FROM sample s JOIN declaration d ON d.id = s.declaration_id WHERE s.id = sample_id AND d.supplier_id = (SELECT actor_org('supplier'))));
ALTER TABLE sample_photo ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY photo_readers ON stored_file FOR SELECT USING ((SELECT actor_role()) = 'supplier'
  AND EXISTS (SELECT FROM sample_photo p WHERE p.file_id = stored_file.id));
