using System.Collections;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML
{
    /// <summary>What can be said of a schema before data were seen: names and item types, not sizes.</summary>
    public sealed class SchemaShape : IReadOnlyList<SchemaShape.Column>
    {
        private static readonly SchemaShape s_empty = new([]);
        private readonly Column[] _columns;

        public SchemaShape(IEnumerable<Column> columns)
        {
            Contracts.CheckValue(columns, nameof(columns));
            _columns = columns.ToArray();
            Contracts.CheckParam(_columns.All(c => c.IsValid), nameof(columns), "Some items are not initialized properly.");
        }

        public int Count => _columns.Length;

        public Column this[int index] => _columns[index];

        public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        internal static void GetColumnTypeShape(DataViewType type, out Column.VectorKind vecKind, out DataViewType itemType, out bool isKey)
        {
            (vecKind, itemType) = type is VectorDataViewType vector
                ? (vector.IsKnownSize ? Column.VectorKind.Vector : Column.VectorKind.VariableVector, vector.ItemType)
                : (Column.VectorKind.Scalar, type);
            isKey = itemType is KeyDataViewType;
            if (isKey)
            {
                itemType = ColumnTypeExtensions.PrimitiveTypeFromType(itemType.RawType);
            }
        }

        /// <summary>The shape of the columns that are not hidden.</summary>
        internal static SchemaShape Create(DataViewSchema schema)
        {
            Contracts.CheckValue(schema, nameof(schema));
            return new SchemaShape(schema.Where(c => !c.IsHidden)
                .Select(c => ColumnOf(c, new SchemaShape(c.Annotations.Schema.Select(a => ColumnOf(a, s_empty))))));
        }

        internal bool TryFindColumn(string name, out Column column)
        {
            Contracts.CheckValue(name, nameof(name));
            column = _columns.FirstOrDefault(c => c.Name == name);
            return column.IsValid;
        }

        private static Column ColumnOf(DataViewSchema.Column column, SchemaShape annotations)
        {
            GetColumnTypeShape(column.Type, out Column.VectorKind kind, out DataViewType itemType, out bool isKey);
            return new Column(column.Name, kind, itemType, isKey, annotations);
        }

        public struct Column
        {
            public readonly string Name;
            public readonly VectorKind Kind;

            /// <summary>The type of the items; for keys that of their numbers.</summary>
            public readonly DataViewType ItemType;

            public readonly bool IsKey;
            public readonly SchemaShape Annotations;

            internal Column(string name, VectorKind vecKind, DataViewType itemType, bool isKey, SchemaShape annotations = null)
            {
                Contracts.CheckNonEmpty(name, nameof(name));
                Contracts.CheckParam(itemType is not KeyDataViewType, nameof(itemType), "Item type cannot be a key");
                Contracts.CheckParam(itemType is not VectorDataViewType, nameof(itemType), "Item type cannot be a vector");
                Contracts.CheckParam(!isKey || KeyDataViewType.IsValidDataType(itemType.RawType), nameof(itemType),
                    "The item type must be valid for a key");
                Name = name;
                Kind = vecKind;
                ItemType = itemType;
                IsKey = isKey;
                Annotations = annotations ?? s_empty;
            }

            public enum VectorKind
            {
                Scalar = 0,
                Vector = 1,
                VariableVector = 2,
            }

            internal bool IsValid => Name is not null;

            /// <summary>Whether <paramref name="source"/> has this shape and at least these annotations.</summary>
            internal bool IsCompatibleWith(Column source)
            {
                Contracts.Check(source.IsValid, nameof(source));
                return Name == source.Name && Kind == source.Kind && ItemType.Equals(source.ItemType) && IsKey == source.IsKey
                    && Annotations.All(a => source.Annotations.TryFindColumn(a.Name, out Column found) && a.IsCompatibleWith(found));
            }

            internal string GetTypeString()
            {
                string item = IsKey ? $"Key<{ItemType}>" : ItemType.ToString();
                return Kind switch
                {
                    VectorKind.Vector => $"Vector<{item}>",
                    VectorKind.VariableVector => $"VarVector<{item}>",
                    _ => item,
                };
            }
        }
    }
}
