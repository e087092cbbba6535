"""Sentences of the kinds that people write for video models, and what previs must read in each."""

from __future__ import annotations

import pytest

from tests.generators.previs.reading.facts import deeds, read, things
from vfc.generators.previs.reading.drafts import COLOURS

WHO = [
    (
        "tourists film on their phones",
        "woman film phone; man film phone; woman film phone; man film phone",
    ),
    ("寿司職人が大きなマグロを切り分ける", "chef chop fish"),
    ("una abuela muele maíz", "woman knead"),
    ("a woman carrying a candle walks in a hall", "woman carry candle"),
    ("a girl holding a balloon runs across a field", "girl run balloon"),
    ("a firefighter carries a kitten down a ladder from a smoking house", "firefighter carry cat"),
    (
        "Roman legionaries march along a dusty road",
        "legionary walk; legionary walk; legionary walk",
    ),
    ("a medieval soldier walks through a village", "knight walk"),
    ("a soldier of feudal Japan walks in the rain", "samurai walk"),
    ("a soldier walks through a village", "soldier walk"),
    ("un vecchio liutaio a Cremona vernicia un violino", "craftsman paint violin"),
    ("um pescador lança a rede numa lagoa de Santa Catarina", "fisherman fish net"),
    ("two grandmasters play chess", "man play>1 chess_pawn; man play>0 chess_pawn"),
    ("a grandmother with combed grey hair stands behind a table", "woman stand"),
    ("a space man in a salt desert", "astronaut stand"),
    ("a toy robot wearing overalls taking a stroll in Mumbai India", "robot walk"),
    ("a kangaroo in cowboy boots", ""),
    ("a kitten dressed as a pirate rides a robot vacuum", ""),
    ("a man dressed as a pirate and a woman", "pirate stand; woman stand"),
    ("two dancers in a ballroom", "woman dance>1; man dance>0"),
    ("dancers", "woman dance>1; man dance>0; woman dance>3; man dance>2"),
    ("a base jumper jumps off a cliff", "person free_fall"),
    ("pan across a field of tall grass swaying in the wind", ""),
    ("a man talks into his phone", "man phone phone"),
    ("a woman gets a call", "woman phone phone"),
    ("a toddler walks in a garden", "baby walk"),
    ("a woman lights a candle with a lighter", "woman hold candle"),
    ("someone is brushing teeth", "person brush_teeth"),
    ("a mountain biker races down a forest trail", "cyclist cycle"),
    ("a cyclist sits on a bench", "cyclist sit bench"),
    ("a skater glides over the ice", "athlete skate"),
    ("a chicken farmer", "farmer stand"),
    ("a horse rider and a cat doctor", "person stand"),
    ("ein Mann putzt sich die Zähne", "man brush_teeth"),
    ("somebody typing on a keyboard", "person type computer_keyboard"),
    ("a person tying his shoelaces", "person kneel"),
    ("a person putting a ring on a finger", "person put_ring hand"),
    ("the person walked into the room", "person walk"),
    ("a person leaping off a cliff, free-falling", "person free_fall"),
    ("a person blows out the candles", "person blow_out candle"),
    ("eine Frau bläst die Kerzen aus", "woman blow_out"),
    ("a woman knitting by the fire", "woman knit"),
    ("une femme tricote", "woman knit"),
    ("a person looking up into space", "person look_up hills"),
    ("a boy looks up at the stars", "boy look_up star"),
    ("a man on a sled in the snow", "man ride sled"),
    ("a woman on a bench", "woman sit bench"),
    ("a knight on a horse", "knight ride horse"),
    ("a violinist on a stage", "musician play_music violin"),
    ("ein Geiger auf einer Bühne", "musician play_music violin"),
    ("a violin player in a street", "musician play_music violin"),
    ("a girl twirls her umbrella in the rain", "girl dance umbrella"),
    ("she walks toward us, rain", "woman walk"),
    ("he looks back at her, then runs away", "man look_back>1; woman stand"),
    ("One person hands a map to another person", "person give>1 map; person stand"),
    ("One person hands a cup of water to another", "person give>1 cup; person stand"),
    ("A person is painting", "person paint"),
    ("Two people carry a large painting", "woman carry painting; man carry painting"),
    ("A man on a boat fighting a large fish", "man fight fish"),
    ("A person is cutting a watermelon", "person chop watermelon"),
    ("A man paddles in a yellow kayak", "man row canoe"),
    ("A woman organizes her desk", "woman tidy desk"),
    ("A man cleans the windows", "man wipe"),
    ("A person squeezes a sponge", "person squeeze sponge"),
    ("they embrace at the train station", "man embrace>1; woman embrace>0"),
    ("we see a man burning a letter", "man burn letter"),
    ("a boy gives a girl a flower", "boy give>1 flower; girl stand"),
    ("a boy gives a flower to a girl", "boy give>1 flower; girl stand"),
    ("a man and a woman dance in a ballroom", "man dance>1; woman dance>0"),
    ("Maria pours tea in a kitchen", "woman flow tea"),
    ("Tom kisses Anna under a street lamp", "man kiss>1; woman kiss>0"),
    ("silhouette of a man against the sunset", "man stand"),
    ("the shadowy figure of a woman in a doorway", "woman stand"),
    ("a woman waves at us", "woman wave camera"),
    ("a robot plays the violin on stage", "robot play_music violin"),
    ("a man sits in a train and reads a newspaper", "man read newspaper"),
    ("a woman sitting at a desk writing a letter", "woman write letter"),
    ("a chef tosses pizza dough", "chef knead pizza"),
    ("Medium shot: a chef slices onions", "chef chop onion"),
    (
        "a waiter serves wine to a couple in a restaurant",
        "waiter give>1 wine; man stand; woman stand",
    ),
    ("two boxers fight in a ring", "boxer fight>1; boxer fight>0"),
    ("The camera slowly pushes in on an old man's face", "man stand"),
    ("close-up of a black woman talking", "woman talk"),
    ("a detective in a trench coat and hat lights a cigarette", "detective smoke cigarette"),
    ("a knight on a white horse rides toward a castle", "knight ride horse"),
    ("an old woman feeds pigeons in a square", "woman feed dove"),
    ("a mother holds her baby", "woman carry_child"),
    ("a man carrying a baby walks through a park", "man carry_child"),
    ("a woman listening to music", "woman listen"),
    ("a woman plucks mint leaves", "woman pick"),
    ("a couple holding hands", "man hold_hands>1; woman hold_hands>0"),
    ("two men playing cards", "man play>1 playing_cards; man play>0 playing_cards"),
    (
        "people dancers dance tango, two men watch",
        "woman dance>1; man dance>0; woman dance>3; man dance>2; man look; man look",
    ),
    ("a parent teaches a child to ride a bike", "person show>1; child cycle bicycle"),
    ("a woman plays a melody on her lute", "woman play_music guitar"),
    ("a woman performing a dance", "woman dance"),
    ("a girl reads a story to her teddy bear", "girl read"),
    ("a person running, cinematic film shot in 35mm", "person run"),
    ("two women calling for a taxi", "woman wave taxi; woman wave taxi"),
    ("a chef cutting sushi rolls", "chef chop sushi"),
    ("a woman practicing her archery skills", "woman archery"),
    ("an artist applying paint to a canvas", "painter paint painting"),
    ("the silhouette of a building", ""),
    ("a lone figure standing at the edge of a cliff, overlooking a valley", "person stand"),
    ("a girl is blowing a kiss to the camera", "girl blow_kiss camera"),
    ("a woman searching a purse", "woman search purse"),
    ("two men riding a double decker bus", "man sit; man sit"),
    ("a player navigates the truck down the road", "athlete drive truck"),
    ("mother and son sitting on top of a mountain", "woman sit; boy sit"),
    ("a couple walking on a mountain, kissing and hugging", "man kiss>1; woman kiss>0"),
    ("two people are passing a stack of papers", "woman give>1; man give>0"),
    ("sailors preparing for a voyage", "sailor stand; sailor stand; sailor stand"),
    ("a firefighter carries a child out of a burning building", "firefighter carry>1; child stand"),
    ("the judge bangs his gavel in the courtroom", "judge knock hammer"),
    ("a thief steals a painting from a museum", "thief take painting"),
    ("a nurse pushes a wheelchair down a hospital corridor", "nurse push wheelchair"),
    ("a person is playing drums", "person play_music drum"),
    ("a woman rides a bicycle along a canal", "woman cycle bicycle"),
    ("a girl reads a book under a tree", "girl read book"),
    ("a scientist looks into a microscope", "scientist look microscope"),
    ("a woman looks out over the sea", "woman look sea"),
    ("a soldier salutes", "soldier salute"),
    ("a ballerina twirls", "ballerina dance"),
    ("a surfer rides a wave", "surfer surf wave"),
    ("a clown juggles balls in a circus", "clown juggle"),
    ("he cries in the rain", "man cry"),
    ("the bride throws her bouquet", "bride throw bouquet"),
    ("a wizard casts a spell, holding a wand", "wizard cast_spell magic_wand"),
    ("a fight between two samurai", "samurai fight>1; samurai fight>0"),
    ("a fisherman mends his nets", "fisherman work net"),
    ("an artist paints a portrait of a woman", "painter paint>1; woman stand"),
    ("a man watches a girl dance", "man look>1; girl dance"),
    ("a woman in a red coat, running", "woman run"),
    ("Running through a forest, a boy looks back", "boy run"),
    ("a doctor walks down the corridor, talking on the phone", "doctor walk phone"),
    ("a man proposes to a woman on a beach", "man propose>1; woman stand"),
    ("two men shake hands", "man shake_hands>1; man shake_hands>0"),
    ("a lonely robot waters a plant", "robot water potted_plant"),
    ("a farmer drives a tractor across a field", "farmer drive tractor"),
    ("the king sits on his throne, a knight kneels before him", "king sit; knight kneel"),
    ("a spy slips an envelope to a woman at a cafe", "spy give>1 letter; woman stand"),
    ("a man stands at the edge of a cliff, fog rolls in", "man stand"),
]


@pytest.mark.parametrize(("words", "who"), WHO)
def test_who_does_what_to_whom(words: str, who: str) -> None:
    assert deeds(read(words)) == who


WHAT = [
    ("a dog in a yellow raincoat", "1 dog; 1 pet_coat"),
    ("a heron spears a fish", "1 bird catch; 1 fish"),
    ("an orange bowl", "1 bowl"),
    ("a mother koala carrying her baby on her back", "1 koala carry; 1 koala"),
    ("Raccoon trash collector cleans up", "1 raccoon sweep; 1 broom"),
    ("a teddy bear plays a guitar", "1 teddy_bear play_music; 1 guitar"),
    ("burning slash piles in the forest", "1 fire burn"),
    ("a green tractor plowing", "1 tractor drive"),
    ("a top is spinning", "1 spinning_top spin"),
    ("crystal-clear water", "1 water"),
    ("a panda is reading a book", "1 panda read; 1 open_book"),
    ("a knife slices through a tomato", "1 knife work; 1 tomato break"),
    ("a sports car accelerating, the engine roaring", "1 car run"),
    ("a crocodile with the arms of a gorilla", "1 crocodile"),
    ("a hair drier", "1 hair_dryer"),
    ("a hammer and a nail chasing each other", "1 hammer run; 1 nail run"),
    ("a solar eclipse", "1 eclipse"),
    ("window of a train moving at speed", ""),
    ("Seamless sparkling particle animation", "1 particles shine"),
    ("The camera orbits around. Stove, the camera circles around.", "1 stove"),
    ("a balloon pops", "1 balloon explode"),
    ("milk and cinnamon rolls", "1 milk; 4 doughnut"),
    ("a red panda and a toucan are best friends", "1 raccoon; 1 parrot"),
    ("a log cabin with smoke rising from the chimney", "1 log_cabin; 1 smoke take_off"),
    ("a tree house in the woods", "1 treehouse"),
    ("a heart-shaped pillow", "1 pillow"),
    ("two swans glide on a lake", "2 swan swim"),
    ("a soccer ball being kicked to the right", "1 football roll"),
    ("a pair of scissors cuts through paper", "2 scissors work; 1 paper break"),
    ("a tiger coach whistles", "1 tiger sing; 1 microphone"),
    ("a dog dressed as a chef flips pancakes", "1 dog flip; 1 pancakes; 1 chef_hat"),
    ("a rabbit tailor sews", "1 rabbit sew; 1 sewing_machine"),
    ("a bear reading in a room", "1 bear read; 1 open_book"),
    ("flying cars zoom through a futuristic city", "4 car fly"),
    ("a mother duck with her ducklings", "1 duck; 4 duck"),
    ("a streetlight changes from off to on", "1 street_lamp burn"),
    ("a squirrel wearing a hat, piloting a plane", "1 squirrel drive; 1 hat; 1 plane"),
    ("ants march towards a crumb", "4 ant walk; 1 bread"),
    ("purple plums", "4 plum"),
    ("a dog, its chest and head black", "1 dog"),
    ("sea turtle hatchlings scramble across the sand", "4 turtle climb"),
    ("jellyfish the size of hot air balloons float above a canal", "1 jellyfish float"),
    ("a mouse as big as a house eats cheese", "1 mouse eat; 1 cheese"),
    ("ein Fisch so groß wie ein Haus schwimmt", "1 fish swim"),
    ("une souris grande comme une maison mange", "1 mouse eat"),
    ("a watch on black marble", "1 watch"),
    ("a cat wearing a hat and a dog", "1 cat; 1 hat; 1 dog"),
    ("a person wearing a mask holds a sparkler", "1 sparkler"),
    ("a kangaroo in cowboy boots", "1 kangaroo"),
    (
        "a kitten dressed as a pirate rides a robot vacuum",
        "1 cat ride; 1 robot_vacuum; 1 cowboy_hat",
    ),
    ("a cat wearing a hat and sunglasses walks on a beach", "1 cat walk; 1 hat; 1 sunglasses"),
    ("animals in a forest", "1 deer; 1 fox; 1 bear"),
    ("animals drink at a farm", "1 cow drink; 1 sheep drink; 1 pig drink"),
    ("an animal in the snow", "1 deer"),
    ("a boy sits on a branch of a tree", "1 branch"),
    ("a man lights a cigarette with a lighter", "1 cigarette"),
    ("a lighthouse in a storm, waves crashing", "1 lighthouse; 4 wave crash"),
    ("an apple on a stack of books", "1 apple; 1 books"),
    ("fireflies over a meadow", "4 particles"),
    ("a coral reef with sea creatures", "4 tropical_fish"),
    ("a wood table", "1 table"),
    ("a bird building a nest", "1 bird work; 1 nest"),
    ("an elephant spraying itself with water using its trunk", "1 elephant spray; 1 water hold"),
    ("a bear catching a salmon in its powerful jaws", "1 bear catch; 1 fish"),
    ("a dog drinking water", "1 dog drink; 1 puddle"),
    ("a car stuck in a street", "1 car"),
    ("a red light flashes on a control panel", "1 siren shine; 1 machine"),
    ("a pod of dolphins swim in the ocean", "4 dolphin swim"),
    ("a windmill on a hill, its blades spinning in the wind", "1 windmill spin"),
    ("a busy freeway at night", "6 car drive"),
    ("a beach with moving clouds and colors in the sky", ""),
    ("a compact yellow umbrella", "1 umbrella"),
    ("a cat plays with a ball of yarn, batting it around with its paws", "1 cat play; 1 yarn"),
    ("a dog chews on a bone with its teeth", "1 dog eat; 1 bone"),
    ("three birds fly over a calm sea at dawn", "3 bird fly"),
    ("waves crash on the rocks", "4 wave flow; 4 rock"),
    ("a car drives through a desert", "1 car drive"),
    ("a dog with a red ball runs along the beach", "1 dog run; 1 ball"),
    ("a red balloon floats over the city", "1 balloon float"),
    ("a street, no cars", ""),
    ("two cats and a dog sleep on a sofa", "2 cat sleep; 1 dog sleep; 1 sofa"),
    ("a dozen eggs in a basket", "12 egg; 1 basket"),
    ("a flock of birds over a field", "12 bird"),
    ("a herd of elephants walks across the savanna", "12 elephant walk"),
    ("a pair of swans on a lake", "2 swan"),
    ("a candle burns on a table", "1 candle burn; 1 table"),
    ("a flower blooms, time lapse", "1 flower grow"),
    ("ice cream melts on a hot day", "1 ice_cream melt"),
    ("a ship sinks in a storm", "1 ship sink"),
    ("a rocket launches into the sky", "1 rocket take_off"),
    ("a plane lands at an airport", "1 plane land"),
    ("the car explodes", "1 car explode"),
    ("a burning house at night", "1 house burn"),
    ("a dragon breathes fire over a village", "1 dragon erupt; 1 fire"),
    ("a cat chases a mouse in a kitchen", "1 cat run; 1 mouse run"),
    ("a bear climbing a tree", "1 bear climb; 1 tree"),
    ("a panda drinking coffee in a cafe in Paris", "1 panda drink; 1 coffee"),
    ("a mastiff barks at a gate", "1 dog shout; 1 gate"),
    ("a shark is swimming in the ocean", "1 shark swim"),
    ("a train crosses a bridge over a river", "1 train walk; 1 bridge"),
    ("fireworks explode over the city", "4 fireworks explode"),
    ("a lone wolf howls at the moon", "1 wolf shout; 1 moon"),
    ("several giant woolly mammoths approach", "4 mammoth walk"),
    ("a glass falls and breaks", "1 glass smash"),
    ("a spinning coin on a table", "1 coin spin; 1 table"),
    ("a kite flies over a beach", "1 kite fly"),
    ("a black and white cat on a windowsill", "1 cat; 1 window"),
    ("an empty chair in an empty room", "1 chair"),
    ("fishing boats in a harbour", "4 boat"),
    ("a polar bear mother and two cubs walk across the ice", "1 polar_bear walk; 2 bear walk"),
]


@pytest.mark.parametrize(("words", "what"), WHAT)
def test_things_are_counted_and_do_what_is_said(words: str, what: str) -> None:
    assert things(read(words)) == what


WHERE = [
    ("in the corner of the tea room, a tree added a touch to the otherwise elegant space", "cafe"),
    ("aerial view of Santorini, the caldera views are breathtaking", "white_village"),
    ("aerial footage of the palace of culture", "castle"),
    ("the match began, and Team A took the lead", "stadium"),
    ("a penguin waddles on the ice, a camel treks by", "snowfield"),
    ("Mount Sinai, the camera circles around", "mountains"),
    ("a big cargo ship passing on the shore", "sea"),
    ("passengers riding a bus at night", "bus"),
    ("a tiger coach in the stadium", "stadium"),
    ("two people on top of a mountain with a view on the whole city", "mountains"),
    ("a steam locomotive crosses a stone viaduct", "viaduct"),
    ("pilgrims climb the steps of a hilltop monastery", "temple"),
    ("아이들이 경복궁 마당에서 논다", "palace_gate"),
    ("jellyfish float above a Venetian canal and over the rooftops", "canal"),
    ("a surfer in a barrel wave, the camera inside the tube", "sea"),
    ("a dragon in a glacier cave", "crystal_cave"),
    ("she cries in a taxi", "car_interior"),
    ("he runs down a hospital corridor", "hospital_corridor"),
    ("a man sits in a train", "train"),
    ("a train crosses a desert", "desert"),
    ("a woman reads on the subway", "subway_car"),
    ("a woman waits in a subway station", "subway"),
    ("a whale and a diver underwater", "underwater"),
    ("a woman walks along a ridge above a wide valley", "mountains"),
    ("a car speeds along a highway at night", "motorway"),
    ("an old man feeds pigeons in a square", "square"),
    ("two samurai duel in a bamboo forest", "jungle"),
    ("the astronaut plants a flag on the moon", "moon_surface"),
    ("a spaceship lands on an alien planet", "planet"),
    ("an astronaut floats in space above the earth", "space"),
    ("a crowd cheers in a stadium", "stadium"),
    ("a couple kiss on a bridge in Paris", "bridge"),
    ("a bartender pours a drink in a dim bar", "bar"),
    ("people dance in a nightclub", "nightclub"),
    ("a student sleeps in a library", "library"),
    ("a monk prays in a temple", "temple"),
    ("a woman shops in a supermarket", "supermarket"),
    ("a man in an elevator", "lift"),
    ("a boy plays in a playground", "playground"),
    ("ruins of a castle in fog", "ruins"),
    ("a farmer in a vineyard at harvest", "vineyard"),
    ("a polar bear on an iceberg", "snowfield"),
    ("a street market in Marrakesh", "market"),
    ("a bodega at night", "shop"),
    ("a campsite by a lake", "campsite"),
    ("a prison cell, a man sits on the floor", "prison"),
    ("a knight kneels in a throne room", "throne_room"),
    ("view from a spaceship bridge", "spaceship_bridge"),
    ("a narrow alley in the rain", "alley"),
    ("a pilot in the cockpit", "cockpit"),
    ("a snowy field", "snowfield"),
    ("a wedding in a church", "church"),
    ("a woman sits by the window of a moving train, looking at the hills", "train"),
]


@pytest.mark.parametrize(("words", "place"), WHERE)
def test_where_it_is(words: str, place: str) -> None:
    scene = read(words)
    assert (scene.place, scene.placed) == (place, True)


HOMES = [
    ("a fridge", "kitchen"),
    ("an old sewing machine working", "workshop"),
    ("a table, zoom in", "room"),
    ("a trumpeter plays under a streetlight", "street"),
    ("a heron spears a fish", "lake"),
    ("a turtle crawls", "beach"),
    ("a toy robot takes a stroll in Mumbai India", "street"),
    ("a robot walks in Johannesburg", "street"),
    ("the person danced in the rain", "street"),
    ("a whale under an overcast sky", "sea"),
    ("a robot walks in Wollongong", "street"),
    ("a boat in the fog", "sea"),
    ("a clownfish", "underwater"),
    ("a satellite", "space"),
    ("a cow", "field"),
    ("a chef", "kitchen"),
    ("a judge", "courtroom"),
    ("a surfer", "sea"),
    ("a pilot", "cockpit"),
    ("a fox in the snow", "snowfield"),
    ("a lighthouse at dusk", "cliff"),
    ("close-up of a woman smiling", "studio"),
]


THERE = [
    ("a panda baker kneads dough in a kitchen", "kitchen", "1 panda knead; 1 bread"),
    ("a whale breaches off the coast", "sea", "1 whale breach"),
    ("a car on a coastal road", "cliff", "1 car"),
    ("ein Auto auf der Küstenstraße", "cliff", "1 car"),
    ("a cat on a balcony", "roof", "1 cat"),
    ("un chat sur le balcon", "roof", "1 cat"),
    ("a boat in a gutter", "street", "1 boat"),
    ("a flower in red Martian soil", "planet", "1 flower"),
]


@pytest.mark.parametrize(
    ("words", "framing"),
    [
        ("Extreme close-up of a watch, a watchmaker lowers a jewel", "insert"),
        ("Close-up of a watchmaker's hands with a gear", "insert"),
        ("extreme close-up, a steak in a cast iron pan", "insert"),
        ("close-up of a woman who holds a cup", "close"),
        ("close-up of a cat", "close"),
        ("close-up of a woman raising a hand", "close"),
    ],
)
def test_a_close_shot_is_of_what_its_words_lead_with(words: str, framing: str) -> None:
    scene = read(words)
    assert scene.framing == framing and not scene.crowd


@pytest.mark.parametrize(
    ("words", "emotion"),
    [
        ("The person's eyes sparkled as he greeted a friend", "joyful"),
        ("The person's mouth dropped open as she saw a view", "surprised"),
        ("The person's forehead creased as he listened to the news", "afraid"),
        ("The person's chin quivered as he said goodbye", "sad"),
    ],
)
def test_a_face_says_what_its_parts_do(words: str, emotion: str) -> None:
    scene = read(words)
    assert scene.framing == "close" and scene.people[0].emotion == emotion


def test_the_sun_goes_down_where_it_begins_to() -> None:
    scene = read("the sun begins its descent, sinking below the horizon")
    assert scene.time == "dusk" and "orb sets" in scene.things


def test_a_sunrise_from_the_air_has_its_horizon() -> None:
    assert read("drone shot of a sunrise at the mountains").angle == "high"
    assert read("drone shot of the mountains").angle == "bird"
    assert read("neon signs flash overhead").angle == "eye"
    assert read("sunrise at the mountains", angle="bird").angle == "bird"


@pytest.mark.parametrize(("words", "place", "told"), THERE)
def test_a_place_and_what_is_there(words: str, place: str, told: str) -> None:
    scene = read(words)
    assert scene.place == place and things(scene).startswith(told)


@pytest.mark.parametrize(("words", "place"), HOMES)
def test_without_a_place_the_subject_is_at_home(words: str, place: str) -> None:
    scene = read(words)
    assert (scene.place, scene.placed) == (place, False)


WHEN = [
    ("a street at night", "night"),
    ("a beach at sunset", "dusk"),
    ("a hill at sunrise", "dawn"),
    ("a street at noon", "noon"),
    ("a field at golden hour", "golden"),
    ("a city at blue hour", "blue"),
    ("a park on a sunny afternoon", "afternoon"),
    ("a street with street lamps", "day"),
    ("a room lit by a candle", "night"),
    ("neon signs over a street", "night"),
    ("early morning in a village", "morning"),
    ("the sun sets over the sea", "dusk"),
    ("a moonlit lake", "night"),
    ("low sun over a field at dawn", "dawn"),
]


@pytest.mark.parametrize(("words", "time"), WHEN)
def test_when_it_is(words: str, time: str) -> None:
    assert read(words).time == time


@pytest.mark.parametrize(
    ("words", "weather"),
    [
        ("a street in heavy rain", {"rain"}),
        ("a thunderstorm over the sea", {"storm", "rain", "wind"}),
        ("snow falls on a village", {"snow", "snowy"}),
        ("a snow-covered mountain", {"snowy"}),
        ("a foggy forest", {"fog"}),
        ("autumn leaves fall in a park", {"leaves"}),
        ("a sandstorm in the desert", {"dust"}),
        ("it is not raining in the street", set()),
        ("a street without fog or rain", set()),
        ("northern lights over a lake", {"aurora"}),
    ],
)
def test_what_the_weather_is(words: str, weather: set[str]) -> None:
    assert read(words).weather == weather


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("a city street at night, no people", 0),
        ("it is not raining, nobody in the street", 0),
        ("an empty stage", 0),
        ("a beach without people", 0),
        ("no cars or people in the street", 0),
        ("an abandoned house", 0),
        ("two women talk", 2),
        ("both men laugh", 2),
        ("three children play", 3),
        ("a couple walks on a beach", 2),
        ("a family at a dinner table", 4),
        ("a group of five friends around a campfire", 5),
        ("a trio of musicians", 3),
        ("a crowd in a square", 7),
        ("a man, a woman and a child", 3),
        ("the woman looks up. The woman smiles.", 1),
        ("a woman opens a door. She walks in.", 1),
        ("a man walks his dog", 1),
        ("a police car in a street", 0),
        ("a baby elephant", 0),
        ("a man reads, his beard is white", 1),
    ],
)
def test_how_many_people_there_are(words: str, people: int) -> None:
    assert len(read(words).people) == people


def test_where_nobody_is_nobody_walks_in_the_background() -> None:
    for words in ("an empty street", "a street, no people", "nobody in the street"):
        assert read(words).has("empty")
    assert not read("an empty chair in a street").has("empty")


@pytest.mark.parametrize(
    ("words", "framing", "composition", "angle", "move"),
    [
        ("close-up of a woman", "close", "", "eye", "static"),
        ("extreme close-up of an eye", "extreme close", "", "eye", "static"),
        ("a wide shot of a valley", "wide", "", "eye", "static"),
        ("establishing shot of a castle", "extreme wide", "", "eye", "static"),
        ("Medium shot: a chef cooks", "medium", "", "eye", "static"),
        ("macro shot of a bee on a flower", "insert", "", "eye", "static"),
        ("full body shot of a knight", "full", "", "eye", "static"),
        ("two-shot of a man and a woman", "medium", "two shot", "eye", "static"),
        ("over the shoulder shot of a man at a desk", "medium", "over shoulder", "eye", "static"),
        ("POV walking through a haunted house", "wide", "pov", "eye", "static"),
        ("low angle shot of a tower in a city", "wide", "", "low", "static"),
        ("a street shot from above", "wide", "", "high", "static"),
        ("bird's eye view of a highway", "wide", "", "bird", "static"),
        ("aerial view of a forest", "wide", "", "bird", "static"),
        ("drone shot of a beach", "wide", "", "bird", "static"),
        ("Dutch angle, a man runs down a staircase", "wide", "", "dutch", "static"),
        ("worm's eye view of skyscrapers", "wide", "", "worm", "static"),
        ("the camera slowly pushes in on a house", "wide", "", "eye", "push in"),
        ("the camera pulls back from a village", "wide", "", "eye", "pull out"),
        ("the camera pans left across a street", "wide", "", "eye", "pan left"),
        ("the camera tilts up a tower in a square", "wide", "", "eye", "tilt up"),
        ("tracking shot of a cyclist on a mountain road", "wide", "", "eye", "follow"),
        ("the camera orbits a statue in a square", "wide", "", "eye", "orbit right"),
        ("dolly zoom in a corridor", "wide", "", "eye", "dolly zoom"),
        ("whip pan in a street", "wide", "", "eye", "whip pan right"),
        ("crane shot over a battlefield", "wide", "", "eye", "crane up"),
        ("handheld camera in a market", "wide", "", "eye", "handheld"),
        ("a boat on a river, zoom in", "wide", "", "eye", "zoom in"),
        ("a river, zoom out", "wide", "", "eye", "zoom out"),
        ("a barrel rolls down a hill", "wide", "", "eye", "static"),
        ("a tall man in a room", "wide", "", "eye", "static"),
    ],
)
def test_the_camera_in_prose(
    words: str, framing: str, composition: str, angle: str, move: str
) -> None:
    scene = read(words)
    assert (scene.framing, scene.composition, scene.angle, scene.move) == (
        framing,
        composition,
        angle,
        move,
    )


@pytest.mark.parametrize(
    ("field", "text", "read_as"),
    [
        ("framing", "MCU", "medium close"),
        ("framing", "Close-Up", "close"),
        ("framing", "full shot", "full"),
        ("framing", "Halbtotale", "full"),
        ("angle", "from below", "low"),
        ("angle", "Bird's-eye", "bird"),
        ("move", "dolly in", "push in"),
        ("move", "orbit left", "orbit left"),
        ("move", "roll", "roll"),
        ("move", "whip pan", "whip pan right"),
        ("move", "tilt down", "tilt down"),
    ],
)
def test_the_cameras_own_fields_come_before_prose(field: str, text: str, read_as: str) -> None:
    said = "extreme wide shot, high angle, the camera zooms in on a street"
    scene = read(said, **{field: text})
    assert getattr(scene, field) == read_as and not scene.missed


def test_words_of_the_camera_that_are_not_known_are_told() -> None:
    assert read("a street", framing="wyde", move="zigzag").missed == (
        "framing: wyde",
        "move: zigzag",
    )


def test_a_lens_has_its_length() -> None:
    assert read("a street, 85mm lens").lens == 85
    assert read("a street, shot on 35mm film").lens is None


@pytest.mark.parametrize(
    ("words", "worn"),
    [
        ("a woman in a red coat", ("coat", (190, 36, 38))),
        ("a man wearing a blue shirt and black trousers", ("shirt", (52, 88, 160))),
        ("a girl with a yellow raincoat", ("raincoat", (232, 186, 44))),
        ("a red car and a woman in a green dress", ("dress", (58, 120, 70))),
        ("a woman dressed in black", ("", (22, 22, 26))),
    ],
)
def test_a_colour_is_of_its_noun(words: str, worn: tuple[str, tuple[int, int, int]]) -> None:
    person = read(words).people[0]
    assert (person.garment, person.coat) == worn


def test_looks_are_read() -> None:
    old = read("an old man with a grey beard and glasses").people[0]
    assert old.old and old.beard and old.glasses
    blonde, red = (read(f"a {word} woman").people[0] for word in ("blonde", "red-haired"))
    assert blonde.hair and red.hair and blonde.hair != red.hair
    black, pale = (read(f"a {word} woman").people[0] for word in ("black", "pale"))
    assert black.skin and pale.skin and sum(black.skin) < sum(pale.skin)
    assert not read("a 24 year old woman").people[0].old
    assert read("a 70-year-old woman").people[0].old


@pytest.mark.parametrize(
    "style", ["noir, wet neon streets at night", "film noir", "foggy winter forest, snow"]
)
def test_a_style_says_nothing_of_place_hour_or_weather(style: str) -> None:
    plain, styled = read("a woman in a kitchen"), read("a woman in a kitchen", style=style)
    assert (styled.place, styled.time, styled.weather) == (plain.place, plain.time, plain.weather)


def test_the_set_says_where_it_is_before_the_words() -> None:
    scene = read("she looks at the sea", place="a small kitchen with a window")
    assert scene.place == "kitchen" and scene.has("window")


def test_a_member_of_the_cast_is_born_of_the_look_alone() -> None:
    ana, ben = "a woman in a red coat", "a man in a black hat"
    first = read(f"{ana} looks at {ben}", cast=(ana, ben))
    second = read(f"{ben} looks at {ana}", cast=(ben, ana))
    assert first.people[0].born == second.people[1].born != second.people[0].born
    assert first.people[0].coat == second.people[1].coat
    assert (first.people[0].target, second.people[0].target) == (1, 1)


@pytest.mark.parametrize("name", ["dog", "cat", "horse", "dragon", "car"])
def test_a_member_of_the_cast_may_be_no_person(name: str) -> None:
    look = f"a brown {name}"
    scene = read(f"{look} runs along a street", cast=(look,))
    assert not scene.people
    assert [(each.name, each.action) for each in scene.subjects] == [(name, "run")]
    assert scene.subjects[0].colour == (98, 66, 44)


def test_an_unknown_adjective_changes_nothing_but_what_is_missed() -> None:
    plain, quaggy = read("a woman walks in a street"), read("a woman walks in a quaggy street")
    assert quaggy.missed == ("quaggy",)
    assert (quaggy.people, quaggy.place, quaggy.chance) == (plain.people, plain.place, 0)


@pytest.mark.parametrize(
    ("words", "country", "period"),
    [
        ("a Japanese street", "japan", ""),
        ("a medieval village", "", "medieval"),
        ("a Victorian room in London", "england", "victorian"),
        ("a 1950s diner in America", "usa", "1950s"),
        ("a futuristic city", "", "future"),
    ],
)
def test_countries_and_periods(words: str, country: str, period: str) -> None:
    scene = read(words)
    assert (scene.country, scene.period) == (country, period)


def test_what_the_set_and_the_words_both_name_is_there_once() -> None:
    scene = read("the lighthouse at night", place="a lighthouse on a cliff, a bench")
    assert things(scene) == "1 lighthouse; 1 bench"


def test_what_meets_the_sea_is_no_crowd() -> None:
    assert not read("lava meeting the ocean at night").crowd
    assert not read("lava meeting the ocean at night").people


def test_a_light_may_be_dark() -> None:
    for words in ("a black sea at night, the lighthouse dark", "a dark lighthouse on a cliff"):
        assert read(words).has("lamp out")
    assert not read("a lighthouse on a cliff at night").has("lamp out")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("A whale and her calf swim in the sea", ["whale", "whale"]),
        ("An elephant calf walks beside its mother", ["elephant", "elephant"]),
        ("A cow and her calf stand in a field", ["cow", "cow"]),
        ("A red panda climbs a tree", ["raccoon", "tree"]),
        ("Un caballo galopa por la playa, sus cascos levantan arena", ["horse"]),
        ("A salad bowl on a table", ["salad", "table"]),
        ("A paper boat floats down a gutter", ["paper_boat"]),
        ("A manta ray glides over a reef", ["manta_ray"]),
    ],
)
def test_a_thing_is_what_its_words_call_it(words: str, found: list[str]) -> None:
    scene = read(words)
    assert [each.name for each in scene.subjects] == found
    assert not scene.people


def test_them_are_the_animals_of_the_words() -> None:
    assert not read("Four monkeys sit in a lake, steam rises around them").people


def test_a_trainer_beside_a_boxer_is_somebody() -> None:
    scene = read("A boxer sits in his corner, the trainer wipes his face")
    assert len(scene.people) == 2 and not scene.subjects


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("A pack of wolves runs", "4 wolf run"),
        ("Butterflies fly over a field", "4 butterfly fly"),
        ("A penguin colony walks over the ice", "6 penguin walk"),
        ("A vintage red telephone booth", "1 telephone_box"),
        ("A perfume bottle on wet black stones", "1 perfume_bottle; 4 rock"),
    ],
)
def test_how_many_there_are(words: str, found: str) -> None:
    scene = read(words)
    assert things(scene) == found
    assert not scene.styles and "rain" not in scene.weather


@pytest.mark.parametrize(
    "words",
    [
        "La Alhambra de Granada bajo la luna llena",
        "Um barco no rio Amazonas ao amanhecer",
        "A red bus crosses Westminster Bridge in the rain",
        "Le Sacré-Cœur de Montmartre au lever du soleil",
    ],
)
def test_a_name_of_a_place_is_nobody(words: str) -> None:
    assert not read(words).people


def test_a_comma_after_an_hour_makes_no_list() -> None:
    scene = read("A sailboat at sunset, dolphins jump beside it")
    assert things(scene) == "1 sailing_boat; 4 dolphin jump"


def test_a_biker_rides_a_motorbike_and_no_horse() -> None:
    scene = read("A motorcyclist rides through a desert canyon")
    assert (scene.people[0].action, scene.people[0].object) == ("cycle", "motorbike")
    assert scene.has("motorbike")


def test_what_drawings_have_many_of_is_drawn_once() -> None:
    assert things(read("A stack of pancakes with blueberries")) == "1 pancakes; 1 blueberries"


def test_a_word_that_is_only_of_a_kind_is_no_card() -> None:
    assert not read("Huge waves crash over the deck, chocolate sauce").has("container", "food")


def test_a_giant_robot_is_a_robot_and_neon_hair_no_sign() -> None:
    scene = read("A giant robot with neon hair walks")
    assert [each.kind for each in scene.people] == ["robot"] and not scene.subjects


def test_what_flies_over_a_city_that_is_named_has_it_below() -> None:
    assert read("An airship flies over London").place == "skyline"


def test_a_german_pair_is_two_and_some_are_some() -> None:
    assert len(read("Ein Paar tanzt am Strand").people) == 2
    assert things(read("Ein paar Vögel fliegen")) == "4 bird fly"


def test_a_tower_in_the_background_does_not_melt() -> None:
    scene = read("Un couple marche main dans la main à Paris, tour Eiffel au fond")
    assert things(scene) == "1 eiffel_tower" and not scene.people[0].holds


def test_what_grows_on_a_log_is_no_log() -> None:
    assert things(read("Mushrooms grow on a log")).startswith("4 mushroom grow")
    assert things(read("A seed grows into a tree")) == "1 tree grow"


def test_an_abandoned_place_is_overgrown_and_an_abandoned_thing_is_not() -> None:
    assert read("an abandoned mall").has("overgrown")
    assert read("ein verlassenes Krankenhaus").has("overgrown")
    assert not read("an abandoned teddy bear in a park").has("overgrown")


def test_what_grows_in_water_is_seen_and_not_the_water_alone() -> None:
    assert things(read("Ink blooms in clear water")).startswith("1 ink grow")


def test_a_name_before_a_place_is_of_the_place() -> None:
    scene = read("Container ships enter Rotterdam harbor")
    assert not scene.people and scene.place == "harbour_basin"


def test_whoever_rides_a_lift_stands_in_it() -> None:
    scene = read("Coal miners ride a cage lift to the surface")
    assert scene.place == "lift" and {each.action for each in scene.people} == {"stand"}


def test_trunks_of_trees_and_of_elephants_are_no_chests() -> None:
    assert things(read("Butterflies cover the trunks of a pine forest")) == "4 butterfly"
    assert not read("Elephants raise their trunks").has("treasure_chest")
    assert read("An old trunk in the attic").has("treasure_chest")


def test_words_of_sports_and_dances_are_read_as_such() -> None:
    goalie, baton = read("Ice hockey goalie makes a diving save"), "raises her baton"
    assert (goalie.people[0].trade, goalie.people[0].action) == ("athlete", "skate")
    assert read(f"An orchestra conductor {baton}").people[0].action == "conduct"
    assert len(read("Los bailarines de tango giran en una plaza").people) == 2
    assert read("Crianças jogam futebol numa ladeira").people[0].action == "kick"


def test_a_field_of_a_crop_is_of_no_flowers_and_merchants_hold_no_cups() -> None:
    scene = read("A giant kneels in a wheat field, a girl has a crown of daisies")
    assert scene.place == "field"
    assert read("Daisies in a field").place == "flower_field"
    merchants = read("Merchants haggle at a market").people
    assert {(each.action, each.holds) for each in merchants} == {("talk", "")}


@pytest.mark.parametrize(
    ("words", "emotion"),
    [
        ("A man's face twisted in disgust", "angry"),
        ("A woman trembled with fear", "afraid"),
        ("A girl shouts with joy", "joyful"),
    ],
)
def test_a_feeling_that_is_named_is_on_the_face(words, emotion):
    assert read(words).people[0].emotion == emotion


@pytest.mark.parametrize(
    ("words", "thing"), [("boards on a wall", ""), ("two ramps", ""), ("loves and lives", "")]
)
def test_a_plural_is_of_its_own_word(words, thing):
    assert all(each.name in ("wall", thing) for each in read(words).subjects)


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("A giraffe with the scales of a fish walks", "1 giraffe walk"),
        ("A wolf with the wings of a hawk and the claws of a bear", "1 wolf"),
        ("A close-up of a butterfly's wing", "1 butterfly"),
        ("A ferret tosses a ball with his mouth", "1 raccoon throw; 1 ball"),
        ("A large fish", "1 fish"),
        ("Driving in heavy rain with trees on the roadside", "4 tree; 1 car drive"),
        ("A rally car on a track", "1 car; 1 path"),
        ("Water jet cutting through metal", "1 hose break"),
    ],
)
def test_what_is_of_another_is_no_thing(words, seen):
    assert things(read(words)) == seen


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("the water falls down the cliff really fast", "waterfall"),
        ("the old red barn against the countryside", "farm"),
        ("a snowball rolls down a hill", "snowfield"),
        ("snow blanketed mountains surround canyons", "mountains"),
        ("a kangaroo wearing a dress takes a stroll in Mumbai", "street"),
        ("a wolf discusses the stock market", "office"),
        ("modern interior design of a coffee shop", "cafe"),
        ("a turtle races on the track", "racetrack"),
    ],
)
def test_a_place_is_where_its_words_have_it(words, place):
    assert read(words).place == place


def test_what_nothing_is_drawn_for_is_a_card_with_its_word():
    (card,) = read("The camera orbits around. Fortre, the camera circles around.").subjects
    assert (card.name, card.lead) == ("fortre", True)
    assert not read("Fortre").understood
    assert not read("a sunset").subjects


def test_leaves_that_lead_are_things_in_the_colour_of_autumn():
    leaves = read("close up of leaves in autumn").subjects[0]
    assert (leaves.name, leaves.colour) == ("leaf", COLOURS["orange"])
    assert not read("leaves fall in a park").subjects


def test_a_word_may_have_a_letter_too_many():
    assert read("a loudsspeaker").subjects[0].name == "loudspeaker"


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("an orange", "1 tangerine"),
        ("an orange and white tabby cat", "1 cat"),
        ("an orange cat", "1 cat"),
        ("A dog fetches a ball", "1 dog run; 1 ball"),
        ("A horse wears headphones", "1 horse; 1 headphones"),
    ],
)
def test_a_colour_may_be_a_fruit(words, seen):
    assert things(read(words)) == seen
