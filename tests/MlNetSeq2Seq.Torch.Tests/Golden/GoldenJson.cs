using System.Text.Json;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Golden;

/// <summary>Tensors from nested JSON lists.</summary>
internal static class GoldenJson
{
    public static Tensor ToInt64Tensor(this JsonElement element) =>
        tensor(Leaves(element).Select(e => e.GetInt64()).ToArray(), [.. Shape(element)]);

    public static Tensor ToFloatTensor(this JsonElement element) =>
        tensor(Leaves(element).Select(Single).ToArray(), [.. Shape(element)]);

    // JSON has no infinity and no NaN; the files write them as text.
    private static float Single(JsonElement element) => element.ValueKind != JsonValueKind.String
        ? element.GetSingle()
        : element.GetString() switch { "inf" => float.PositiveInfinity, "-inf" => float.NegativeInfinity, _ => float.NaN };

    public static int[] ToInts(this JsonElement element) => [.. element.EnumerateArray().Select(e => e.GetInt32())];

    private static IEnumerable<JsonElement> Leaves(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Leaves) : [element];

    private static IEnumerable<long> Shape(JsonElement element)
    {
        while (element.ValueKind == JsonValueKind.Array)
        {
            yield return element.GetArrayLength();
            element = element[0];
        }
    }
}
