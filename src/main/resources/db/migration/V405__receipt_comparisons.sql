-- What came out of laying the receipts and pupils' entries of a convenant beside those of the counterpart.
create table disclosure_comparison (
    id uuid primary key,
    convenant_hash text not null,
    compared_at timestamptz not null,
    -- Why the counterpart gave nothing to compare with; null when it did.
    unanswered text,
    sessions integer not null,
    pupils integer not null,
    erased integer not null,
    -- JSON list of what one side lacks.
    differences text not null
);
create index disclosure_comparison_by_convenant on disclosure_comparison (convenant_hash, compared_at desc);
