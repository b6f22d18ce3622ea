using System.Text.Json.Nodes;

namespace MlNetSeq2Seq.Training;

/// <summary>Tells which options differ between two trainings.</summary>
internal static class OptionsComparison
{
    /// <summary>Each difference as <c>path was a and is b</c>, by path.</summary>
    public static IReadOnlyList<string> Differences(JsonNode before, JsonNode now)
    {
        Dictionary<string, string> old = Leaves(before);
        Dictionary<string, string> current = Leaves(now);
        return
        [
            .. old.Keys.Union(current.Keys).Order(StringComparer.Ordinal)
                .Where(path => old.GetValueOrDefault(path) != current.GetValueOrDefault(path))
                .Select(path => $"{path} was {old.GetValueOrDefault(path, "absent")} and is {current.GetValueOrDefault(path, "absent")}"),
        ];
    }

    private static Dictionary<string, string> Leaves(JsonNode node)
    {
        var leaves = new Dictionary<string, string>(StringComparer.Ordinal);
        Collect("", node);
        return leaves;

        void Collect(string path, JsonNode? value)
        {
            switch (value)
            {
                case JsonObject members:
                    foreach ((string name, JsonNode? member) in members)
                    {
                        Collect(path.Length == 0 ? name : $"{path}.{name}", member);
                    }

                    break;
                case JsonArray elements:
                    leaves[$"{path} (count)"] = elements.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
                    foreach ((int index, JsonNode? element) in elements.Index())
                    {
                        Collect($"{path}[{index}]", element);
                    }

                    break;
                default:
                    leaves[path] = value?.ToJsonString() ?? "null";
                    break;
            }
        }
    }
}
