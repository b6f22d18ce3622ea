using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Inference;

/// <summary>The values of one column in the rows that a <see cref="TextModelCursor"/> has read ahead.</summary>
internal abstract class HeldColumn
{
    public static HeldColumn Of(DataViewRow row, DataViewSchema.Column column)
    {
        Type kind = column.Type is VectorDataViewType vector
            ? typeof(HeldVectors<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(HeldValues<>).MakeGenericType(column.Type.RawType);
        return (HeldColumn)Activator.CreateInstance(kind, row, column)!;
    }

    /// <summary>Keeps the value of the present row at a place; places are filled from 0 on, each over its former value.</summary>
    public abstract void Hold(int place);

    /// <summary>Gives the value at the place that <paramref name="current"/> says.</summary>
    public abstract Delegate Getter(Func<int> current);

    private static void Put<T>(List<T> values, int place, T value)
    {
        if (place == values.Count)
        {
            values.Add(value);
        }
        else
        {
            values[place] = value;
        }
    }

    private sealed class HeldValues<T>(DataViewRow row, DataViewSchema.Column column) : HeldColumn
    {
        private readonly ValueGetter<T> _read = row.GetGetter<T>(column);
        private readonly List<T> _values = [];

        public override void Hold(int place)
        {
            // A new one: what a getter is handed it may write over, and the old one was given away.
            T value = default!;
            _read(ref value);
            Put(_values, place, value);
        }

        public override Delegate Getter(Func<int> current) => (ValueGetter<T>)((ref value) => value = _values[current()]);
    }

    private sealed class HeldVectors<T>(DataViewRow row, DataViewSchema.Column column) : HeldColumn
    {
        private readonly ValueGetter<VBuffer<T>> _read = row.GetGetter<VBuffer<T>>(column);
        private readonly List<VBuffer<T>> _values = [];

        public override void Hold(int place)
        {
            // The old one's memory is used again, because nobody was given it: vectors are handed out as copies.
            VBuffer<T> value = place < _values.Count ? _values[place] : default;
            _read(ref value);
            Put(_values, place, value);
        }

        public override Delegate Getter(Func<int> current) => (ValueGetter<VBuffer<T>>)((ref value) => _values[current()].CopyTo(ref value));
    }
}
