using Harmonium.Numerics.Randomness;

namespace Harmonium.Tools.Letters;

/// <summary>Deals kindred families out to train, validation and test: a family is never in two parts, and every part gets every kind.</summary>
internal static class Partition
{
    private const ulong Seed = 1;

    // Ten places of a round: 70 % train, 10 % validation, 20 % test, with the test and validation places spread over the round.
    private static readonly string[] Round = ["train", "test", "train", "train", "validation", "train", "train", "test", "train", "train"];

    /// <summary>The part of every kindred.</summary>
    public static IReadOnlyDictionary<string, string> Deal(IReadOnlyList<Face> faces)
    {
        var kindreds = faces.GroupBy(face => face.Kindred).Select(group => (Name: group.Key, group.First().Kind)).ToList();
        var parts = new Dictionary<string, string>();
        int place = 0;
        foreach (var kind in kindreds.GroupBy(kindred => kindred.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            foreach (var (name, _) in kind.OrderBy(kindred => Rank(kindred.Name)))
                parts.Add(name, Round[place++ % Round.Length]);
        }

        return parts;
    }

    /// <summary>A seeded random number that belongs to the name alone.</summary>
    private static ulong Rank(string name)
    {
        uint a = 0, b = 0;
        foreach (char c in name)
            (a, b, _, _) = RandomStream.For(Seed, Purpose.Splitting).Block(a ^ c, b);
        return ((ulong)a << 32) | b;
    }
}
