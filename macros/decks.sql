{#
    The seeds under seeds/decks/, by name. dbt has to know what a model reads when it parses it, before the graph is there;
    then the file list of the manifest that `ref` carries is the only place where they can be found.
#}
{% macro deck_seeds() %}
    {%- set names = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() if node.resource_type == 'seed' and node.original_file_path.startswith('seeds/decks/') -%}
            {%- do names.append(node.name) -%}
        {%- endfor -%}
    {%- else -%}
        {%- for file in ref.manifest.files.values() -%}
            {%- if file.path.relative_path.startswith('decks/') and file.path.relative_path.endswith('.csv') -%}
                {%- do names.append(file.path.relative_path[6:-4]) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(names | sort) }}
{% endmacro %}
