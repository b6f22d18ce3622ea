namespace TextModelConsumer;

internal sealed class Input
{
    public string Source { get; set; } = "";

    public string Text { get; set; } = "";
}
