namespace ModelConsumer;

internal sealed class Input
{
    public string Text { get; set; } = "";
}
