-- The line items that each company has: the standard's, in its own words where it has them, and its own.
with recursive companies as (
    select * from {{ ref('stg_companies') }}
),

line_items as (
    select * from {{ ref('stg_line_items') }}
),

segments as (
    select
        company,
        segment,
        name_ja,
        name_en,
        try_cast(display_order as integer) as display_order
    from {{ landed('segments') }}
),

statements as (
    select
        company,
        statement,
        name_ja,
        name_en,
        mart
    from {{ landed('statements') }}
),

line_items_of_company as (
    {{ of_each_company(
        'line_items', ['line_item'],
        [
            'name_ja', 'name_en', 'statement', 'segment', 'concept', 'part_of', 'unit_family', 'period_kind', 'display_order',
            'taxonomy',
        ],
        by_cell=true
    ) }}
),

segments_of_company as (
    {{ of_each_company('segments', ['segment'], ['name_ja', 'name_en', 'display_order'], by_cell=true) }}
),

statements_of_company as (
    {{ of_each_company('statements', ['statement'], ['name_ja', 'name_en', 'mart'], by_cell=true) }}
),

-- a balance sheet item and all that it is part of, itself included; ten steps, so that a circle ends
wholes as (
    select
        company,
        line_item,
        line_item as whole,
        0 as steps
    from line_items_of_company
    where statement = 'balance_sheet'
    union all
    select
        wholes.company,
        wholes.line_item,
        line_items_of_company.part_of as whole,
        wholes.steps + 1 as steps
    from wholes
    inner join line_items_of_company
        on wholes.company = line_items_of_company.company and wholes.whole = line_items_of_company.line_item
    where line_items_of_company.part_of is not null and wholes.steps < 10
),

-- one row per item: the nearest of the wholes that have a side
sides as (
    select
        company,
        line_item,
        case whole
            when 'total_assets' then 'assets'
            when 'total_liabilities' then 'liabilities'
            when 'total_equity' then 'equity'
            when 'total_liabilities_and_equity' then 'liabilities_and_equity'
        end as side
    from wholes
    where
        whole in ('total_assets', 'total_liabilities', 'total_equity')
        or line_item = 'total_liabilities_and_equity'
    qualify row_number() over (partition by company, line_item order by steps) = 1
),

final as (
    select
        cast(row_number() over (order by line_items.company, line_items.line_item) as integer) as line_item_id,
        line_items.company,
        line_items.line_item,
        line_items.name_ja,
        line_items.name_en,
        line_items.statement,
        statements_of_company.name_ja as statement_name_ja,
        statements_of_company.name_en as statement_name_en,
        statements_of_company.mart,
        line_items.segment,
        segments_of_company.name_ja as segment_name_ja,
        segments_of_company.name_en as segment_name_en,
        segments_of_company.display_order as segment_display_order,
        line_items.concept,
        line_items.part_of,
        sides.side,
        line_items.unit_family,
        -- the families of units.csv that are kept in a currency
        case when line_items.unit_family in ('money', 'per_share', 'price') then companies.currency end as currency,
        line_items.period_kind,
        line_items.display_order,
        line_items.taxonomy,
        line_items.is_standard
    from line_items_of_company as line_items
    left join companies on line_items.company = companies.company
    left join sides on line_items.company = sides.company and line_items.line_item = sides.line_item
    left join segments_of_company
        on line_items.company = segments_of_company.company and line_items.segment = segments_of_company.segment
    left join statements_of_company
        on line_items.company = statements_of_company.company and line_items.statement = statements_of_company.statement
)

select * from final
