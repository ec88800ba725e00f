namespace Harmonium.Cli.Parsing;

/// <summary>A verb that is only complete with another word after it.</summary>
internal abstract class Family : Verb
{
    /// <inheritdoc/>
    internal override int Run(Call call) =>
        throw new UsageException($"{call.Path} needs another word: {string.Join(", ", Members.Select(member => member.Name))}.", $"See: {call.Path} --help");
}
