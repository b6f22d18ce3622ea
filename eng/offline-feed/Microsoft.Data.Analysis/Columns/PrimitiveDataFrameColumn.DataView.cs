using System;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Microsoft.Data.Analysis;

public partial class PrimitiveDataFrameColumn<T>
{
    protected internal override void AddDataViewColumn(DataViewSchema.Builder builder)
        => builder.AddColumn(Name, DataViewTypes.Of(typeof(T)));

    // Only the two floating types have a value that says 'missing'; elsewhere a null is the type's default.
    protected internal override Delegate GetDataViewGetter(DataViewRowCursor cursor) => this switch
    {
        PrimitiveDataFrameColumn<float> floats => (ValueGetter<float>)((ref float value) => value = floats[cursor.Position] ?? float.NaN),
        PrimitiveDataFrameColumn<double> doubles
            => (ValueGetter<double>)((ref double value) => value = doubles[cursor.Position] ?? double.NaN),
        PrimitiveDataFrameColumn<decimal> decimals
            => (ValueGetter<double>)((ref double value) => value = (double?)decimals[cursor.Position] ?? double.NaN),
        PrimitiveDataFrameColumn<char> characters
            => (ValueGetter<ushort>)((ref ushort value) => value = characters[cursor.Position].GetValueOrDefault()),
        _ => (ValueGetter<T>)((ref T value) => value = this[cursor.Position].GetValueOrDefault()),
    };

    protected internal override Delegate GetValueGetterUsingCursor(DataViewRowCursor cursor, DataViewSchema.Column schemaColumn)
        => cursor.GetGetter<T>(schemaColumn);

    protected internal override void AddValueUsingCursor(DataViewRowCursor cursor, Delegate getter)
    {
        T value = default;
        ((ValueGetter<T>)getter)(ref value);
        if (cursor.Position == Length)
            Append(value);
        else
            this[cursor.Position] = value;
    }
}
