using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Generation;

/// <summary>The getters of the three written columns, and the check of the column that is read.</summary>
internal static class GenerationGetters
{
    /// <summary>The getter of a written column by its number.</summary>
    public static ValueGetter<TValue> Of<TValue>(int column, Func<IReadOnlyList<GeneratedText>> current)
    {
        Delegate getter = column switch
        {
            0 => (ValueGetter<ReadOnlyMemory<char>>)((ref value) => value = current() is [var best, ..] ? best.Text.AsMemory() : default),
            1 => (ValueGetter<VBuffer<ReadOnlyMemory<char>>>)((ref value) => Copy([.. current().Select(t => t.Text.AsMemory())], ref value)),
            _ => (ValueGetter<VBuffer<float>>)((ref value) => Copy([.. current().Select(t => (float)t.Score)], ref value)),
        };
        return getter as ValueGetter<TValue> ?? throw new InvalidOperationException($"GenerateText's column {column} was asked for as {typeof(TValue)}, which it is not.");
    }

    /// <summary>The text, if it is one that can be written for.</summary>
    public static string Checked(ReadOnlyMemory<char> text, long position, string column) => text.Span.IsWhiteSpace()
        ? throw new InvalidOperationException($"GenerateText found no text in column '{column}' of row {position}.")
        : text.ToString();

    private static void Copy<T>(ReadOnlySpan<T> values, ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, values.Length);
        values.CopyTo(editor.Values);
        destination = editor.Commit();
    }
}
