{#
    The seeds in a folder under seeds/, by name: a deck is added by a file, not by an edit. dbt has to know what a model reads when it parses it,
    before the graph is there; then the file list of the manifest that `ref` carries is the only place where the seeds can be found.
    (assert_listed_decks_are_landed fails if that place is ever empty.)
#}
{% macro seeds_in(folder) %}
    {%- set names = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() if node.resource_type == 'seed' and node.original_file_path.startswith('seeds/' ~ folder ~ '/') -%}
            {%- do names.append(node.name) -%}
        {%- endfor -%}
    {%- else -%}
        {%- for file in ref.manifest.files.values() -%}
            {%- set path = file.path.relative_path -%}
            {%- if path.startswith(folder ~ '/') and path.endswith('.csv') -%}
                {%- do names.append(path[(folder | length) + 1:-4]) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(names | sort) }}
{% endmacro %}
