using System;
using System.Collections;
using System.Collections.Generic;
using Microsoft.ML.Data;
using Microsoft.ML.Internal.DataView;

namespace Microsoft.ML
{
    /// <summary>The columns of a view. Of several columns of one name the last is found by it, the others are hidden.</summary>
    public sealed partial class DataViewSchema : IReadOnlyList<DataViewSchema.Column>
    {
        private readonly Column[] _columns;
        private readonly Dictionary<string, int> _places;

        private DataViewSchema(Column[] columns, Dictionary<string, int> places)
        {
            _columns = columns;
            _places = places;
        }

        public int Count => _columns.Length;

        public Column this[string name] =>
            GetColumnOrNull(name) ?? throw new ArgumentOutOfRangeException(nameof(name), $"Column '{name}' not found");

        public Column this[int columnIndex]
        {
            get
            {
                Check.Argument(columnIndex >= 0 && columnIndex < _columns.Length, nameof(columnIndex));
                return _columns[columnIndex];
            }
        }

        public Column? GetColumnOrNull(string name)
        {
            Check.Name(name, nameof(name));
            return _places.TryGetValue(name, out int place) ? _columns[place] : null;
        }

        public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => $"{Count} columns";

        /// <summary>A column at its place in a schema.</summary>
        public struct Column
        {
            internal Column(string name, int index, bool isHidden, DataViewType type, Annotations annotations)
            {
                Name = name;
                Index = index;
                IsHidden = isHidden;
                Type = type;
                Annotations = annotations ?? Annotations.Empty;
            }

            public string Name { get; }

            public int Index { get; }

            public bool IsHidden { get; }

            public DataViewType Type { get; }

            public Annotations Annotations { get; }

            public override string ToString()
            {
                string annotations = Annotations is null || Annotations.Schema.Count == 0 ? "" : $" {{{Annotations}}}";
                return $"{Name}: {Type}{annotations}";
            }
        }

        /// <summary>A column that is in no schema yet.</summary>
        public struct DetachedColumn
        {
            public DetachedColumn(string name, DataViewType type, Annotations annotations = null)
            {
                Check.Name(name, nameof(name));
                Check.NotNull(type, nameof(type));
                Name = name;
                Type = type;
                Annotations = annotations ?? Annotations.Empty;
            }

            public DetachedColumn(Column column)
            {
                Name = column.Name;
                Type = column.Type;
                Annotations = column.Annotations;
            }

            public string Name { get; }

            public DataViewType Type { get; }

            public Annotations Annotations { get; }
        }

        /// <summary>Collects columns and makes a schema of them.</summary>
        public sealed class Builder
        {
            private readonly List<DetachedColumn> _columns = [];

            public void AddColumn(string name, DataViewType type, Annotations annotations = null) =>
                _columns.Add(new DetachedColumn(name, type, annotations));

            /// <summary>Adds all columns, hidden ones included.</summary>
            public void AddColumns(IEnumerable<Column> source)
            {
                foreach (Column column in source)
                {
                    AddColumn(column.Name, column.Type, column.Annotations);
                }
            }

            public void AddColumns(IEnumerable<DetachedColumn> source)
            {
                foreach (DetachedColumn column in source)
                {
                    AddColumn(column.Name, column.Type, column.Annotations);
                }
            }

            public DataViewSchema ToSchema()
            {
                var places = new Dictionary<string, int>();
                for (int i = 0; i < _columns.Count; i++)
                {
                    places[_columns[i].Name] = i;
                }

                var columns = new Column[_columns.Count];
                for (int i = 0; i < columns.Length; i++)
                {
                    DetachedColumn column = _columns[i];
                    columns[i] = new Column(column.Name, i, places[column.Name] != i, column.Type, column.Annotations);
                }

                return new DataViewSchema(columns, places);
            }
        }
    }
}
