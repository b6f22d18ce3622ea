using System;
using System.Collections.Generic;
using Microsoft.ML.Internal.Utilities;

namespace Microsoft.ML.Data;

/// <summary>The value of one column in the current line.</summary>
internal abstract class TextCell
{
    protected TextCell(TextColumn column)
    {
        (Column, HasMissingValue) = (column, TextParsers.HasMissingValue(column.ItemType));
    }

    public string Name => Column.Name;

    public bool HasMissingValue { get; }

    protected TextColumn Column { get; }

    public static TextCell Create(TextColumn column, TextFormat format)
        => Generics.Call<TextCell>((Func<TextColumn, TextFormat, TextCell>)Create<int>, column.ItemType.RawType, column, format);

    /// <summary>Reads the value out of the fields; false if one of them cannot be read, which becomes a missing value.</summary>
    public abstract bool TryParse(FieldSplitter fields, int fieldCount, out string bad);

    /// <summary>A getter of the value last read.</summary>
    /// <param name="check">Throws where there is no value.</param>
    public abstract Delegate CreateGetter(Action check);

    private static TextCell Create<T>(TextColumn column, TextFormat format)
        => column.Type is VectorDataViewType ? new Vector<T>(column, format) : new Scalar<T>(column, format);

    private sealed class Scalar<T> : TextCell
    {
        private readonly TextParser<T> _parse;
        private T _value;

        public Scalar(TextColumn column, TextFormat format)
            : base(column)
        {
            _parse = TextParsers.Create<T>(column.ItemType, format);
            _parse(default, out T ofNothing);
            OfNothing = ofNothing;
        }

        // What a field that is not there counts as.
        private T OfNothing { get; }

        public override bool TryParse(FieldSplitter fields, int fieldCount, out string bad)
        {
            int index = Column.Segments[0].Min;
            int field = fields.FindFrom(index);
            bad = null;
            if (field >= fields.Count || fields.IndexOf(field) != index)
            {
                _value = OfNothing;
                return true;
            }

            ReadOnlyMemory<char> text = fields.TextOf(field);
            bool parsed = _parse(text, out _value);
            bad = parsed ? null : text.ToString();
            return parsed;
        }

        public override Delegate CreateGetter(Action check) => (ValueGetter<T>)((ref T value) =>
        {
            check();
            value = _value;
        });
    }

    private sealed class Vector<T> : TextCell
    {
        private readonly TextParser<T> _parse;
        private readonly T _ofNothing;
        private readonly bool _nothingIsDefault;
        private readonly List<int> _indices = new();
        private readonly List<T> _values = new();
        private int _length;

        public Vector(TextColumn column, TextFormat format)
            : base(column)
        {
            _parse = TextParsers.Create<T>(column.ItemType, format);
            _parse(default, out _ofNothing);
            _nothingIsDefault = EqualityComparer<T>.Default.Equals(_ofNothing, default);
        }

        public override bool TryParse(FieldSplitter fields, int fieldCount, out string bad)
        {
            _indices.Clear();
            _values.Clear();
            _length = 0;
            bad = null;
            foreach (TextSegment segment in Column.Segments)
            {
                int end = segment.IsVariable ? Math.Max(segment.Min, fieldCount) : segment.End;
                int shift = _length - segment.Min;
                for (int field = fields.FindFrom(segment.Min); field < fields.Count && fields.IndexOf(field) < end; field++)
                {
                    ReadOnlyMemory<char> text = fields.TextOf(field);
                    if (!_parse(text, out T value))
                    {
                        bad ??= text.ToString();
                    }

                    _indices.Add(shift + fields.IndexOf(field));
                    _values.Add(value);
                }

                _length += end - segment.Min;
            }

            return bad is null;
        }

        public override Delegate CreateGetter(Action check) => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) =>
        {
            check();
            value = _nothingIsDefault && _values.Count < _length / 2 ? Sparse(ref value) : Dense(ref value);
        });

        private VBuffer<T> Sparse(ref VBuffer<T> value)
        {
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, _length, _values.Count);
            _values.CopyTo(editor.Values);
            _indices.CopyTo(editor.Indices);
            return editor.Commit();
        }

        private VBuffer<T> Dense(ref VBuffer<T> value)
        {
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, _length);
            editor.Values.Fill(_ofNothing);
            for (int i = 0; i < _values.Count; i++)
            {
                editor.Values[_indices[i]] = _values[i];
            }

            return editor.Commit();
        }
    }
}
