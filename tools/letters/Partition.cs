using Harmonium.Numerics.Randomness;

namespace Harmonium.Tools.Letters;

/// <summary>Splits groups of related families into train, validation and test. A family is in only one split, and every split has all kinds.</summary>
internal static class Partition
{
    private const ulong Seed = 1;

    // A cycle of ten groups: 70 % train, 10 % validation, 20 % test, with test and validation spread over the cycle.
    private static readonly string[] Round = ["train", "test", "train", "train", "validation", "train", "train", "test", "train", "train"];

    /// <summary>Returns the split of every group.</summary>
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

    /// <summary>Returns a seeded random number that depends only on the name.</summary>
    private static ulong Rank(string name)
    {
        uint a = 0, b = 0;
        foreach (char c in name)
            (a, b, _, _) = RandomStream.For(Seed, Purpose.Splitting).Block(a ^ c, b);
        return ((ulong)a << 32) | b;
    }
}
