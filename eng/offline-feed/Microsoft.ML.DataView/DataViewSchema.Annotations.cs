using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.Data;
using Microsoft.ML.Internal.DataView;

namespace Microsoft.ML
{
    public sealed partial class DataViewSchema
    {
        /// <summary>What is known of a column beyond its type: a row of named values of its own.</summary>
        public sealed class Annotations
        {
            private readonly Delegate[] _getters;

            private Annotations(DataViewSchema schema, Delegate[] getters)
            {
                Schema = schema;
                _getters = getters;
            }

            public static Annotations Empty { get; } = new(new DataViewSchema.Builder().ToSchema(), []);

            public DataViewSchema Schema { get; }

            public ValueGetter<TValue> GetGetter<TValue>(Column column)
            {
                if (column.Index >= _getters.Length)
                {
                    throw new ArgumentException($"Column '{column.Name}' is not among these annotations.", nameof(column));
                }

                return _getters[column.Index] as ValueGetter<TValue>
                    ?? throw new InvalidOperationException(
                        $"Annotation '{Schema[column.Index].Name}' is of type {Schema[column.Index].Type}, not {typeof(TValue)}.");
            }

            public void GetValue<TValue>(string kind, ref TValue value)
            {
                Column column = Schema.GetColumnOrNull(kind) ?? throw new InvalidOperationException($"There is no annotation '{kind}'.");
                GetGetter<TValue>(column)(ref value);
            }

            public override string ToString() => string.Join(", ", Schema.Select(c => c.Name));

            /// <summary>Collects annotations.</summary>
            public sealed class Builder
            {
                private readonly DataViewSchema.Builder _schema = new();
                private readonly List<Delegate> _getters = [];

                /// <summary>Takes over those annotations whose name is selected.</summary>
                public void Add(Annotations annotations, Func<string, bool> selector)
                {
                    if (annotations is null)
                    {
                        return;
                    }

                    Check.NotNull(selector, nameof(selector));
                    foreach (Column column in annotations.Schema)
                    {
                        if (selector(column.Name))
                        {
                            Append(column.Name, column.Type, annotations._getters[column.Index], column.Annotations);
                        }
                    }
                }

                public void Add<TValue>(string name, DataViewType type, ValueGetter<TValue> getter, Annotations annotations = null)
                {
                    Check.Name(name, nameof(name));
                    Check.NotNull(type, nameof(type));
                    Check.NotNull(getter, nameof(getter));
                    if (type.RawType != typeof(TValue))
                    {
                        throw new ArgumentException(
                            $"Annotation '{name}' of type {type} has values of {type.RawType}, but the getter gives {typeof(TValue)}.",
                            nameof(type));
                    }

                    Append(name, type, getter, annotations);
                }

                public void Add(string name, DataViewType type, Delegate getter, Annotations annotations = null)
                {
                    Check.Name(name, nameof(name));
                    Check.NotNull(type, nameof(type));
                    Check.NotNull(getter, nameof(getter));
                    Type wanted = typeof(ValueGetter<>).MakeGenericType(type.RawType);
                    if (getter.GetType() != wanted)
                    {
                        throw new ArgumentException(
                            $"The getter of annotation '{name}' is a {getter.GetType()}, not a {wanted}.", nameof(getter));
                    }

                    Append(name, type, getter, annotations);
                }

                public void AddPrimitiveValue<TValue>(
                    string name, PrimitiveDataViewType type, TValue value, Annotations annotations = null) =>
                    Add(name, type, (ref TValue destination) => destination = value, annotations);

                public Annotations ToAnnotations() => new(_schema.ToSchema(), [.. _getters]);

                private void Append(string name, DataViewType type, Delegate getter, Annotations annotations)
                {
                    _schema.AddColumn(name, type, annotations);
                    _getters.Add(getter);
                }
            }
        }
    }
}
