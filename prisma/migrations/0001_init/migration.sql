-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "province" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "province_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "city" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "province_id" UUID NOT NULL,

    CONSTRAINT "city_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hospital" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "city_id" UUID NOT NULL,

    CONSTRAINT "hospital_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supplier_choice" (
    "lot_id" UUID NOT NULL,
    "hospital_id" UUID NOT NULL,
    "picks" UUID[],

    CONSTRAINT "supplier_choice_pkey" PRIMARY KEY ("lot_id","hospital_id")
);

-- CreateTable
CREATE TABLE "city_default" (
    "lot_id" UUID NOT NULL,
    "city_id" UUID NOT NULL,
    "declaration_id" UUID NOT NULL,

    CONSTRAINT "city_default_pkey" PRIMARY KEY ("lot_id","city_id")
);

-- CreateTable
CREATE TABLE "allocation_run" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tender_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "output_hash" TEXT,
    "agreed_kg" BIGINT,
    "allocated_kg" BIGINT,
    "clashes" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "adopted_at" TIMESTAMPTZ(3),

    CONSTRAINT "allocation_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "allocation_lot_result" (
    "run_id" UUID NOT NULL,
    "lot_id" UUID NOT NULL,
    "agreed_kg" BIGINT NOT NULL,
    "allocated_kg" BIGINT NOT NULL,
    "output_hash" TEXT NOT NULL,
    "clashes" JSONB NOT NULL,

    CONSTRAINT "allocation_lot_result_pkey" PRIMARY KEY ("run_id","lot_id")
);

-- CreateTable
CREATE TABLE "allocation_cell" (
    "run_id" UUID NOT NULL,
    "lot_id" UUID NOT NULL,
    "hospital_id" UUID NOT NULL,
    "declaration_id" UUID NOT NULL,
    "base_kg" INTEGER NOT NULL,
    "adjustment_kg" INTEGER NOT NULL,
    "reasons" TEXT[],

    CONSTRAINT "allocation_cell_pkey" PRIMARY KEY ("run_id","lot_id","hospital_id","declaration_id")
);

-- CreateTable
CREATE TABLE "audit_row" (
    "seq" BIGSERIAL NOT NULL,
    "tender_id" UUID,
    "actor_id" UUID,
    "actor_role" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "changes" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_row_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "outbox_message" (
    "id" BIGSERIAL NOT NULL,
    "job_name" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tender_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "params" JSONB NOT NULL,
    "error" TEXT,
    "started_by" UUID,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_chunk" (
    "id" BIGSERIAL NOT NULL,
    "job_id" UUID NOT NULL,
    "payload" JSONB NOT NULL,
    "size" INTEGER NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_chunk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ranking_entry" (
    "lot_id" UUID NOT NULL,
    "declaration_id" UUID NOT NULL,
    "phase" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "selected" BOOLEAN NOT NULL,
    "quality_centi" INTEGER NOT NULL,
    "price_fen" BIGINT NOT NULL,
    "price_score_centi" INTEGER NOT NULL,
    "composite_centi" INTEGER NOT NULL,
    "explanation" JSONB NOT NULL,

    CONSTRAINT "ranking_entry_pkey" PRIMARY KEY ("lot_id","declaration_id","phase")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tender_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "objection" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "notice_id" UUID NOT NULL,
    "supplier_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "objection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "award" (
    "declaration_id" UUID NOT NULL,
    "lot_id" UUID NOT NULL,
    "rank" INTEGER NOT NULL,
    "price_fen" BIGINT NOT NULL,
    "status" TEXT NOT NULL,

    CONSTRAINT "award_pkey" PRIMARY KEY ("declaration_id")
);

-- CreateTable
CREATE TABLE "price_round" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tender_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "officers_needed" INTEGER NOT NULL,
    "closes_at" TIMESTAMPTZ(3),
    "policy" TEXT,
    "policy_hash" TEXT,
    "platform_public_key" BYTEA NOT NULL,
    "manifest" TEXT,
    "manifest_hash" TEXT,
    "opened_at" TIMESTAMPTZ(3),
    "record_hash" TEXT,

    CONSTRAINT "price_round_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "officer_key" (
    "round_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "signing_key" BYTEA NOT NULL,
    "key_signature" BYTEA NOT NULL,
    "policy_signature" BYTEA,

    CONSTRAINT "officer_key_pkey" PRIMARY KEY ("round_id","user_id")
);

-- CreateTable
CREATE TABLE "sealed_bid" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "round_id" UUID NOT NULL,
    "declaration_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "envelope" BYTEA,
    "leaf" BYTEA NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sealed_bid_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opening_share" (
    "sealed_bid_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "share" BYTEA NOT NULL,
    "salt" BYTEA NOT NULL,

    CONSTRAINT "opening_share_pkey" PRIMARY KEY ("sealed_bid_id","ordinal")
);

-- CreateTable
CREATE TABLE "opened_bid" (
    "round_id" UUID NOT NULL,
    "declaration_id" UUID NOT NULL,
    "verdict" TEXT NOT NULL,
    "price_fen" BIGINT,
    "reason" TEXT,

    CONSTRAINT "opened_bid_pkey" PRIMARY KEY ("round_id","declaration_id")
);

-- CreateTable
CREATE TABLE "variety" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "pinyin" TEXT NOT NULL,

    CONSTRAINT "variety_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "spec" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "code" TEXT NOT NULL,
    "variety_id" UUID NOT NULL,
    "grade" TEXT NOT NULL,
    "standard" JSONB NOT NULL,

    CONSTRAINT "spec_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "distribution_offer" (
    "tender_id" UUID NOT NULL,
    "supplier_id" UUID NOT NULL,
    "city_id" UUID NOT NULL,
    "distributor_id" UUID NOT NULL,

    CONSTRAINT "distribution_offer_pkey" PRIMARY KEY ("tender_id","supplier_id","city_id","distributor_id")
);

-- CreateTable
CREATE TABLE "distributor_pick" (
    "tender_id" UUID NOT NULL,
    "hospital_id" UUID NOT NULL,
    "supplier_id" UUID NOT NULL,
    "distributor_id" UUID NOT NULL,

    CONSTRAINT "distributor_pick_pkey" PRIMARY KEY ("tender_id","hospital_id","supplier_id")
);

-- CreateTable
CREATE TABLE "contract" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tender_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "hospital_id" UUID NOT NULL,
    "supplier_id" UUID NOT NULL,
    "distributor_id" UUID NOT NULL,
    "content_hash" TEXT NOT NULL,
    "total_kg" INTEGER NOT NULL,
    "total_fen" BIGINT NOT NULL,
    "supplier_signed_at" TIMESTAMPTZ(3),
    "distributor_signed_at" TIMESTAMPTZ(3),
    "hospital_signed_at" TIMESTAMPTZ(3),
    "status" TEXT NOT NULL,

    CONSTRAINT "contract_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contract_line" (
    "contract_id" UUID NOT NULL,
    "lot_id" UUID NOT NULL,
    "quantity_kg" INTEGER NOT NULL,
    "price_fen" BIGINT NOT NULL,

    CONSTRAINT "contract_line_pkey" PRIMARY KEY ("contract_id","lot_id")
);

-- CreateTable
CREATE TABLE "contract_signature" (
    "contract_id" UUID NOT NULL,
    "party" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "content_hash" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contract_signature_pkey" PRIMARY KEY ("contract_id","party")
);

-- CreateTable
CREATE TABLE "declaration" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tender_id" UUID NOT NULL,
    "lot_id" UUID NOT NULL,
    "supplier_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "capacity_kg" INTEGER NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),

    CONSTRAINT "declaration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "answer" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tender_id" UUID NOT NULL,
    "supplier_id" UUID NOT NULL,
    "indicator_code" TEXT NOT NULL,
    "subject_key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "proposed_centi" INTEGER,

    CONSTRAINT "answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "demand_report" (
    "tender_id" UUID NOT NULL,
    "hospital_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "remark" TEXT,
    "submitted_at" TIMESTAMPTZ(3),
    "volumes_confirmed_at" TIMESTAMPTZ(3),
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),

    CONSTRAINT "demand_report_pkey" PRIMARY KEY ("tender_id","hospital_id")
);

-- CreateTable
CREATE TABLE "demand_line" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tender_id" UUID NOT NULL,
    "hospital_id" UUID NOT NULL,
    "lot_id" UUID NOT NULL,
    "quantity_kg" INTEGER NOT NULL,
    "last_year_kg" INTEGER NOT NULL,
    "last_price_fen" BIGINT NOT NULL,
    "reason" TEXT,
    "outlier" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "demand_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "demand_snapshot" (
    "tender_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "line_count" INTEGER NOT NULL,
    "total_kg" BIGINT NOT NULL,
    "frozen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "demand_snapshot_pkey" PRIMARY KEY ("tender_id")
);

-- CreateTable
CREATE TABLE "review_sheet" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tender_id" UUID NOT NULL,
    "expert_id" UUID NOT NULL,
    "supplier_id" UUID NOT NULL,
    "subject_key" TEXT NOT NULL,
    "slot" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "indicator_codes" TEXT[],
    "submitted_at" TIMESTAMPTZ(3),
    "hash" TEXT,

    CONSTRAINT "review_sheet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "score" (
    "sheet_id" UUID NOT NULL,
    "indicator_code" TEXT NOT NULL,
    "points_centi" INTEGER NOT NULL,
    "reason" TEXT,

    CONSTRAINT "score_pkey" PRIMARY KEY ("sheet_id","indicator_code")
);

-- CreateTable
CREATE TABLE "item_result" (
    "declaration_id" UUID NOT NULL,
    "indicator_code" TEXT NOT NULL,
    "numerator" BIGINT NOT NULL,
    "denominator" BIGINT NOT NULL,
    "basis" TEXT NOT NULL,

    CONSTRAINT "item_result_pkey" PRIMARY KEY ("declaration_id","indicator_code")
);

-- CreateTable
CREATE TABLE "declaration_total" (
    "declaration_id" UUID NOT NULL,
    "numerator" BIGINT NOT NULL,
    "denominator" BIGINT NOT NULL,
    "quality_centi" INTEGER NOT NULL,

    CONSTRAINT "declaration_total_pkey" PRIMARY KEY ("declaration_id")
);

-- CreateTable
CREATE TABLE "score_freeze" (
    "tender_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "item_count" INTEGER NOT NULL,
    "score_count" INTEGER NOT NULL,
    "frozen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "score_freeze_pkey" PRIMARY KEY ("tender_id")
);

-- CreateTable
CREATE TABLE "sample" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "declaration_id" UUID NOT NULL,
    "blind_code" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "reason" TEXT,
    "tested_at" TIMESTAMPTZ(3),

    CONSTRAINT "sample_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "expert" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "specialty" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "employer" TEXT NOT NULL,
    "outside" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "expert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recusal" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tender_id" UUID NOT NULL,
    "expert_id" UUID NOT NULL,
    "supplier_id" UUID,
    "reason" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recusal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draw" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tender_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "pool_secret" BYTEA NOT NULL,
    "strata" JSONB NOT NULL,
    "manifest" JSONB,
    "manifest_hash" TEXT,
    "frozen_at" TIMESTAMPTZ(3),
    "drawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "draw_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entropy_contribution" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "draw_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "commitment" TEXT NOT NULL,
    "value" TEXT,
    "revealed_at" TIMESTAMPTZ(3),

    CONSTRAINT "entropy_contribution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drawn_expert" (
    "draw_id" UUID NOT NULL,
    "expert_id" UUID NOT NULL,
    "stratum" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,

    CONSTRAINT "drawn_expert_pkey" PRIMARY KEY ("draw_id","expert_id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "login" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "hospital_id" UUID,
    "supplier_id" UUID,
    "distributor_id" UUID,
    "expert_id" UUID,
    "city_id" UUID,
    "province_id" UUID,
    "body" TEXT,
    "locale" TEXT NOT NULL DEFAULT 'zh-CN',
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id_hash" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id_hash")
);

-- CreateTable
CREATE TABLE "supplier" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "province_id" UUID NOT NULL,
    "licence_no" TEXT NOT NULL,
    "has_gmp" BOOLEAN NOT NULL,
    "has_traceability" BOOLEAN NOT NULL,
    "blacklisted" BOOLEAN NOT NULL DEFAULT false,
    "related_group" TEXT,

    CONSTRAINT "supplier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "distributor" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "distributor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tender" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "is_rehearsal" BOOLEAN NOT NULL DEFAULT false,
    "clock_offset_seconds" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tender_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tender_member" (
    "tender_id" UUID NOT NULL,
    "province_id" UUID NOT NULL,

    CONSTRAINT "tender_member_pkey" PRIMARY KEY ("tender_id","province_id")
);

-- CreateTable
CREATE TABLE "tender_stage" (
    "tender_id" UUID NOT NULL,
    "stage" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "opens_at" TIMESTAMPTZ(3),
    "closes_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "tender_stage_pkey" PRIMARY KEY ("tender_id","stage")
);

-- CreateTable
CREATE TABLE "rule_pack" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tender_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "rule_pack_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lot" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tender_id" UUID NOT NULL,
    "spec_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "ceiling_fen" BIGINT,
    "ceiling_basis" JSONB,

    CONSTRAINT "lot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tender_document" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tender_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tender_document_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "province_code_key" ON "province"("code");

-- CreateIndex
CREATE UNIQUE INDEX "city_code_key" ON "city"("code");

-- CreateIndex
CREATE INDEX "city_province_id_idx" ON "city"("province_id");

-- CreateIndex
CREATE UNIQUE INDEX "hospital_code_key" ON "hospital"("code");

-- CreateIndex
CREATE INDEX "hospital_city_id_idx" ON "hospital"("city_id");

-- CreateIndex
CREATE INDEX "hospital_name_idx" ON "hospital"("name");

-- CreateIndex
CREATE INDEX "supplier_choice_hospital_id_idx" ON "supplier_choice"("hospital_id");

-- CreateIndex
CREATE UNIQUE INDEX "allocation_run_tender_id_number_key" ON "allocation_run"("tender_id", "number");

-- CreateIndex
CREATE INDEX "allocation_cell_hospital_id_run_id_idx" ON "allocation_cell"("hospital_id", "run_id");

-- CreateIndex
CREATE INDEX "allocation_cell_declaration_id_run_id_idx" ON "allocation_cell"("declaration_id", "run_id");

-- CreateIndex
CREATE INDEX "audit_row_tender_id_action_idx" ON "audit_row"("tender_id", "action");

-- CreateIndex
CREATE INDEX "job_tender_id_kind_idx" ON "job"("tender_id", "kind");

-- CreateIndex
CREATE INDEX "job_chunk_job_id_idx" ON "job_chunk"("job_id");

-- CreateIndex
CREATE UNIQUE INDEX "ranking_entry_lot_id_phase_rank_key" ON "ranking_entry"("lot_id", "phase", "rank");

-- CreateIndex
CREATE UNIQUE INDEX "notice_number_key" ON "notice"("number");

-- CreateIndex
CREATE UNIQUE INDEX "notice_tender_id_kind_key" ON "notice"("tender_id", "kind");

-- CreateIndex
CREATE INDEX "objection_notice_id_idx" ON "objection"("notice_id");

-- CreateIndex
CREATE UNIQUE INDEX "award_lot_id_rank_key" ON "award"("lot_id", "rank");

-- CreateIndex
CREATE UNIQUE INDEX "price_round_tender_id_number_key" ON "price_round"("tender_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "officer_key_round_id_ordinal_key" ON "officer_key"("round_id", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "sealed_bid_round_id_declaration_id_seq_key" ON "sealed_bid"("round_id", "declaration_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "sealed_bid_round_id_declaration_id_idempotency_key_key" ON "sealed_bid"("round_id", "declaration_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "variety_code_key" ON "variety"("code");

-- CreateIndex
CREATE UNIQUE INDEX "spec_code_key" ON "spec"("code");

-- CreateIndex
CREATE UNIQUE INDEX "spec_variety_id_grade_key" ON "spec"("variety_id", "grade");

-- CreateIndex
CREATE UNIQUE INDEX "contract_number_key" ON "contract"("number");

-- CreateIndex
CREATE INDEX "contract_hospital_id_status_idx" ON "contract"("hospital_id", "status");

-- CreateIndex
CREATE INDEX "contract_supplier_id_status_idx" ON "contract"("supplier_id", "status");

-- CreateIndex
CREATE INDEX "contract_distributor_id_status_idx" ON "contract"("distributor_id", "status");

-- CreateIndex
CREATE INDEX "contract_tender_id_status_idx" ON "contract"("tender_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "contract_tender_id_hospital_id_supplier_id_key" ON "contract"("tender_id", "hospital_id", "supplier_id");

-- CreateIndex
CREATE INDEX "declaration_lot_id_idx" ON "declaration"("lot_id");

-- CreateIndex
CREATE INDEX "declaration_tender_id_idx" ON "declaration"("tender_id");

-- CreateIndex
CREATE UNIQUE INDEX "declaration_supplier_id_lot_id_key" ON "declaration"("supplier_id", "lot_id");

-- CreateIndex
CREATE UNIQUE INDEX "answer_tender_id_supplier_id_subject_key_indicator_code_key" ON "answer"("tender_id", "supplier_id", "subject_key", "indicator_code");

-- CreateIndex
CREATE UNIQUE INDEX "demand_report_id_key" ON "demand_report"("id");

-- CreateIndex
CREATE INDEX "demand_report_tender_id_status_idx" ON "demand_report"("tender_id", "status");

-- CreateIndex
CREATE INDEX "demand_line_tender_id_quantity_kg_id_idx" ON "demand_line"("tender_id", "quantity_kg", "id");

-- CreateIndex
CREATE INDEX "demand_line_hospital_id_tender_id_idx" ON "demand_line"("hospital_id", "tender_id");

-- CreateIndex
CREATE UNIQUE INDEX "demand_line_lot_id_hospital_id_key" ON "demand_line"("lot_id", "hospital_id");

-- CreateIndex
CREATE INDEX "review_sheet_tender_id_supplier_id_subject_key_idx" ON "review_sheet"("tender_id", "supplier_id", "subject_key");

-- CreateIndex
CREATE INDEX "review_sheet_expert_id_status_idx" ON "review_sheet"("expert_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "sample_declaration_id_key" ON "sample"("declaration_id");

-- CreateIndex
CREATE UNIQUE INDEX "sample_blind_code_key" ON "sample"("blind_code");

-- CreateIndex
CREATE UNIQUE INDEX "expert_code_key" ON "expert"("code");

-- CreateIndex
CREATE UNIQUE INDEX "recusal_tender_id_expert_id_supplier_id_key" ON "recusal"("tender_id", "expert_id", "supplier_id");

-- CreateIndex
CREATE UNIQUE INDEX "draw_tender_id_key" ON "draw"("tender_id");

-- CreateIndex
CREATE UNIQUE INDEX "entropy_contribution_draw_id_source_key" ON "entropy_contribution"("draw_id", "source");

-- CreateIndex
CREATE UNIQUE INDEX "drawn_expert_draw_id_stratum_ordinal_key" ON "drawn_expert"("draw_id", "stratum", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_login_key" ON "app_user"("login");

-- CreateIndex
CREATE INDEX "app_user_role_idx" ON "app_user"("role");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "supplier_code_key" ON "supplier"("code");

-- CreateIndex
CREATE INDEX "supplier_name_idx" ON "supplier"("name");

-- CreateIndex
CREATE UNIQUE INDEX "distributor_code_key" ON "distributor"("code");

-- CreateIndex
CREATE UNIQUE INDEX "tender_code_key" ON "tender"("code");

-- CreateIndex
CREATE UNIQUE INDEX "rule_pack_tender_id_version_key" ON "rule_pack"("tender_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "lot_tender_id_code_key" ON "lot"("tender_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "lot_tender_id_spec_id_key" ON "lot"("tender_id", "spec_id");

-- CreateIndex
CREATE UNIQUE INDEX "tender_document_tender_id_version_key" ON "tender_document"("tender_id", "version");

-- AddForeignKey
ALTER TABLE "city" ADD CONSTRAINT "city_province_id_fkey" FOREIGN KEY ("province_id") REFERENCES "province"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hospital" ADD CONSTRAINT "hospital_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supplier_choice" ADD CONSTRAINT "supplier_choice_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supplier_choice" ADD CONSTRAINT "supplier_choice_hospital_id_fkey" FOREIGN KEY ("hospital_id") REFERENCES "hospital"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "city_default" ADD CONSTRAINT "city_default_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "city_default" ADD CONSTRAINT "city_default_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation_run" ADD CONSTRAINT "allocation_run_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation_lot_result" ADD CONSTRAINT "allocation_lot_result_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "allocation_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation_cell" ADD CONSTRAINT "allocation_cell_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "allocation_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation_cell" ADD CONSTRAINT "allocation_cell_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation_cell" ADD CONSTRAINT "allocation_cell_hospital_id_fkey" FOREIGN KEY ("hospital_id") REFERENCES "hospital"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation_cell" ADD CONSTRAINT "allocation_cell_declaration_id_fkey" FOREIGN KEY ("declaration_id") REFERENCES "declaration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job" ADD CONSTRAINT "job_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job_chunk" ADD CONSTRAINT "job_chunk_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "job"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ranking_entry" ADD CONSTRAINT "ranking_entry_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ranking_entry" ADD CONSTRAINT "ranking_entry_declaration_id_fkey" FOREIGN KEY ("declaration_id") REFERENCES "declaration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objection" ADD CONSTRAINT "objection_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objection" ADD CONSTRAINT "objection_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "award" ADD CONSTRAINT "award_declaration_id_fkey" FOREIGN KEY ("declaration_id") REFERENCES "declaration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "award" ADD CONSTRAINT "award_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_round" ADD CONSTRAINT "price_round_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "officer_key" ADD CONSTRAINT "officer_key_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "price_round"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_bid" ADD CONSTRAINT "sealed_bid_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "price_round"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_bid" ADD CONSTRAINT "sealed_bid_declaration_id_fkey" FOREIGN KEY ("declaration_id") REFERENCES "declaration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opening_share" ADD CONSTRAINT "opening_share_sealed_bid_id_fkey" FOREIGN KEY ("sealed_bid_id") REFERENCES "sealed_bid"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opened_bid" ADD CONSTRAINT "opened_bid_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "price_round"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opened_bid" ADD CONSTRAINT "opened_bid_declaration_id_fkey" FOREIGN KEY ("declaration_id") REFERENCES "declaration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "spec" ADD CONSTRAINT "spec_variety_id_fkey" FOREIGN KEY ("variety_id") REFERENCES "variety"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "distribution_offer" ADD CONSTRAINT "distribution_offer_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "distribution_offer" ADD CONSTRAINT "distribution_offer_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "distribution_offer" ADD CONSTRAINT "distribution_offer_distributor_id_fkey" FOREIGN KEY ("distributor_id") REFERENCES "distributor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract" ADD CONSTRAINT "contract_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract" ADD CONSTRAINT "contract_hospital_id_fkey" FOREIGN KEY ("hospital_id") REFERENCES "hospital"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract" ADD CONSTRAINT "contract_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract" ADD CONSTRAINT "contract_distributor_id_fkey" FOREIGN KEY ("distributor_id") REFERENCES "distributor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract_line" ADD CONSTRAINT "contract_line_contract_id_fkey" FOREIGN KEY ("contract_id") REFERENCES "contract"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract_line" ADD CONSTRAINT "contract_line_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract_signature" ADD CONSTRAINT "contract_signature_contract_id_fkey" FOREIGN KEY ("contract_id") REFERENCES "contract"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "declaration" ADD CONSTRAINT "declaration_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "declaration" ADD CONSTRAINT "declaration_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "declaration" ADD CONSTRAINT "declaration_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand_report" ADD CONSTRAINT "demand_report_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand_report" ADD CONSTRAINT "demand_report_hospital_id_fkey" FOREIGN KEY ("hospital_id") REFERENCES "hospital"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand_line" ADD CONSTRAINT "demand_line_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand_line" ADD CONSTRAINT "demand_line_hospital_id_fkey" FOREIGN KEY ("hospital_id") REFERENCES "hospital"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand_line" ADD CONSTRAINT "demand_line_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand_snapshot" ADD CONSTRAINT "demand_snapshot_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_sheet" ADD CONSTRAINT "review_sheet_expert_id_fkey" FOREIGN KEY ("expert_id") REFERENCES "expert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score" ADD CONSTRAINT "score_sheet_id_fkey" FOREIGN KEY ("sheet_id") REFERENCES "review_sheet"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_result" ADD CONSTRAINT "item_result_declaration_id_fkey" FOREIGN KEY ("declaration_id") REFERENCES "declaration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "declaration_total" ADD CONSTRAINT "declaration_total_declaration_id_fkey" FOREIGN KEY ("declaration_id") REFERENCES "declaration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score_freeze" ADD CONSTRAINT "score_freeze_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sample" ADD CONSTRAINT "sample_declaration_id_fkey" FOREIGN KEY ("declaration_id") REFERENCES "declaration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recusal" ADD CONSTRAINT "recusal_expert_id_fkey" FOREIGN KEY ("expert_id") REFERENCES "expert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draw" ADD CONSTRAINT "draw_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entropy_contribution" ADD CONSTRAINT "entropy_contribution_draw_id_fkey" FOREIGN KEY ("draw_id") REFERENCES "draw"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drawn_expert" ADD CONSTRAINT "drawn_expert_draw_id_fkey" FOREIGN KEY ("draw_id") REFERENCES "draw"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drawn_expert" ADD CONSTRAINT "drawn_expert_expert_id_fkey" FOREIGN KEY ("expert_id") REFERENCES "expert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supplier" ADD CONSTRAINT "supplier_province_id_fkey" FOREIGN KEY ("province_id") REFERENCES "province"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tender_member" ADD CONSTRAINT "tender_member_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tender_stage" ADD CONSTRAINT "tender_stage_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rule_pack" ADD CONSTRAINT "rule_pack_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lot" ADD CONSTRAINT "lot_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lot" ADD CONSTRAINT "lot_spec_id_fkey" FOREIGN KEY ("spec_id") REFERENCES "spec"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tender_document" ADD CONSTRAINT "tender_document_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
