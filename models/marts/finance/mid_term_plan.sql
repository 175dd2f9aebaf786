{{ as_landed('mid_term_plan') }}
